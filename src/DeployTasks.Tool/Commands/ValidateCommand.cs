using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands;

internal static class ValidateCommand
{
    public static Command Create(Surroundings here)
    {
        var recipe = new RecipeOptions(here);
        var command = new Command("validate", "Reads the recipe and names every mistake in it");
        recipe.AddTo(command);
        command.SetAction(parsed =>
        {
            var read = recipe.Read(parsed);
            Planner.Check(read);
            foreach (var warning in read.Lacking.Concat(Planner.Doubts(read)))
                here.Warn(warning);
            var own = read.Tasks.Values.Count(task => !task.BuiltIn);
            here.Out.WriteLine($"{read.File} is valid: {Count(read.Hosts.Length, "host")}, {Count(own, "task")} of its own");
        });
        return command;
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
