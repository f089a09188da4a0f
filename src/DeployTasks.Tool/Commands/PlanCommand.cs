using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Commands;

internal static class PlanCommand
{
    public static Command Create(Surroundings here)
    {
        var recipe = new RecipeOptions(here);
        var options = new PlanOptions(recipe);
        var format = new TableOrJson();
        var tasks = new Argument<string[]>("task")
        {
            Description = "Tasks to plan; deploy when none is given",
            HelpName = "TASK",
            Arity = ArgumentArity.ZeroOrMore,
        };
        tasks.CompletionSources.Add(context => RecipeWords.Tasks(recipe, context.ParseResult));
        var command = new Command("plan", "Shows what run would do, and touches nothing") { tasks };
        recipe.AddTo(command);
        options.AddTo(command);
        options.AddOrderTo(command);
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(tasks) is { Length: > 0 } names ? names : ["deploy"];
            var plan = Planner.Create(recipe.Read(parsed), options.Request(parsed, [.. asked]));
            foreach (var line in format.IsJson(parsed) ? [PlanJson.Of(plan)] : PlanTable.Of(plan).Lines())
                here.Out.WriteLine(line);
        });
        return command;
    }
}
