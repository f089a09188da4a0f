using System.Text.RegularExpressions;
using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>How often a host is asked and waited for, per phase of a deployment, as the workers count it.</summary>
internal sealed class RoundTrips(IReadOnlyList<OurTool> tools)
{
    private static readonly string[] Publish = ["deploy:drain", "deploy:symlink", "deploy:restart", "deploy:health", "deploy:ready"];
    private static readonly string[] Finish = ["deploy:cleanup", "deploy:unlock"];

    public async Task<Table> RunAsync()
    {
        var table = new Table("Round trips per host of a deployment without hooks, after the login", "deployment", "prepare", "publish", "finish", "all");
        await using var lab = await SshLab.StartAsync();
        var scene = Scene.Of(lab, KeyExchange.Stock, 1);
        var tree = Tree.Create(Path.Combine(scene.Folder, "tree"), 20, 1000);
        var recipe = scene.Write("round-trips.yaml", $"""
            artifact:
              path: {tree.Folder}
            {tools[0].Hosts(scene, alias => Settings(lab, alias))}
            """);
        table.Add(await RowAsync("first", recipe));
        tree.Change(1, 1000);
        table.Add(await RowAsync("on a warm host", recipe));
        table.Add(await RowAsync("nothing changed", recipe));
        return table;
    }

    private static string Settings(SshLab lab, string alias) => $$"""
            deploy_path: {{lab.Folder}}/hosts/{{alias}}/trips
            restart: 'true'
            health: { command: 'true' }
            shared_dirs: [logs]
            writable_dirs: [logs]
        """;

    private async Task<string[]> RowAsync(string name, string recipe)
    {
        var story = await Story.OfAsync(tools[0], "run", "deploy", "-f", recipe);
        var counts = story.Events.Where(one => one.GetProperty("event").GetString() == "said")
            .Select(said => Regex.Match(said.GetProperty("text").GetString()!, @"^(\S+): (\d+) round trips$", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Where(match => match.Success).Select(match => (Task: match.Groups[1].Value, Count: int.Parse(match.Groups[2].Value))).ToArray();
        var (publish, finish) = (Sum(Publish), Sum(Finish));
        var all = counts.Sum(one => one.Count);
        return [name, $"{all - publish - finish}", $"{publish}", $"{finish}", $"{all}"];

        int Sum(string[] tasks) => counts.Where(one => tasks.Contains(one.Task)).Sum(one => one.Count);
    }
}
