using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Tool.GitHub;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

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
        var comment = new Switch("--comment")
        {
            Description = "Puts the plan on the pull request of this GitHub job as well, and keeps it up to date there",
        };
        var command = new Command("plan", "Shows what run would do, and touches nothing") { tasks, comment };
        recipe.AddTo(command);
        options.AddTo(command);
        options.AddOrderTo(command);
        format.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var asked = parsed.GetValue(tasks) is { Length: > 0 } names ? names : ["deploy"];
            var read = recipe.Read(parsed);
            var request = options.Request(parsed, [.. asked]);
            var plan = Planner.Create(read, request);
            var table = PlanTable.Of(plan);
            var lines = TextTable.Lines(table.Columns, table.Rows.Cast<IReadOnlyList<string>>()).ToArray();
            foreach (var line in format.IsJson(parsed) ? [PlanJson.Of(plan)] : lines)
                here.Out.WriteLine(line);
            if (!parsed.GetValue(comment))
                return;
            var file = Path.GetRelativePath(here.Folder, read.File);
            string?[] about = [file, recipe.EnvironmentName(parsed), .. asked, request.Select, $"{request.Shard}"];
            await PlanComment.TryPutAsync(here, lines, about, cancel);
        });
        return command;
    }
}
