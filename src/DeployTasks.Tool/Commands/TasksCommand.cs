using System.CommandLine;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

internal static class TasksCommand
{
    public static Command Create(Surroundings here)
    {
        var recipe = new RecipeOptions(here);
        var command = new Command("tasks", "Lists the tasks of the recipe and the built-in ones");
        recipe.AddTo(command);
        command.SetAction(parsed =>
        {
            var tasks = recipe.Read(parsed).Tasks.Values.Where(task => !task.Hidden);
            foreach (var line in TextTable.Lines(["task", "from", "what it does"], tasks.Select(Row)))
                here.Out.WriteLine(line);
        });
        return command;
    }

    private static string[] Row(TaskDefinition task) =>
    [
        task.Name,
        task.BuiltIn ? "built in" : "recipe",
        task.Description.Length > 0 || !task.IsGroup ? task.Description : string.Join(", ", task.Group),
    ];
}
