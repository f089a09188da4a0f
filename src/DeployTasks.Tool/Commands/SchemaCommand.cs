using System.CommandLine;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Commands;

internal static class SchemaCommand
{
    public static Command Create(Surroundings here)
    {
        var command = new Command("schema", "Prints the JSON schema of recipes, for editors");
        command.SetAction(_ => here.Out.WriteLine(JsonSchema.Write()));
        return command;
    }
}
