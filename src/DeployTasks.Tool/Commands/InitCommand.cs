using System.CommandLine;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Commands;

internal static class InitCommand
{
    public static Command Create(Surroundings here)
    {
        var file = new Option<string>("--file", "-f")
        {
            Description = "File to write",
            HelpName = "FILE",
            DefaultValueFactory = _ => "deploy.yaml",
        };
        var command = new Command("init", "Writes an annotated recipe to begin with; asks nothing") { file };
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!, here.Folder);
            if (File.Exists(path))
                throw new DeployException(Errors.RecipeExists(path));
            Write(path);
            here.Out.WriteLine($"{path} is written. Change its hosts, then:");
            here.Out.WriteLine("  dotnet deploy check, dotnet deploy plan, dotnet deploy run");
        });
        return command;
    }

    private static void Write(string path)
    {
        try
        {
            File.WriteAllText(path, ExampleRecipe.Text());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeployException(Errors.RecipeNotWritten(path, e.Message));
        }
    }
}
