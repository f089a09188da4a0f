using System.Text.RegularExpressions;
using DeployTasks.Lab;
using DeployTasks.Tests.Support;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>The action and every workflow of the repository, judged by programs that none of us wrote.</summary>
public sealed partial class WorkflowFilesTests : IDisposable
{
    private static readonly string Root = Repository.Root;
    private static readonly string Node = Path.Combine(Root, "artifacts", "node");
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("dt-workflows-");

    private static string[] Files =>
    [
        "action.yml",
        .. new[] { ".github/workflows", "tests/samples/GitHub/.github/workflows" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.yml")).Select(file => Path.GetRelativePath(Root, file)),
    ];

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public async Task Actionlint_and_GitHubs_language_service_have_no_complaint()
    {
        Assert.True(Files.Length >= 5);
        var (exit, said) = await JudgeAsync(Root);
        Assert.True(exit == 0, said);
        Assert.EndsWith($"{Files.Length} files judged, 0 complaints\n", said);
    }

    [Fact]
    public async Task Mistakes_are_found_by_the_one_or_the_other()
    {
        (string File, string Right, string Wrong, string Judge)[] mistakes =
        [
            ("action.yml", "using: composite", "using: compost", "GitHub"),
            (".github/workflows/ci.yml", "github.ref }}", "github.reff }}", "actionlint"),
            (".github/workflows/deploy.yml", "inputs.batch", "inputs.bunch", "actionlint"),
            (".github/workflows/faults.yml", "workflow_dispatch:", "workflow_dispatched:", "actionlint"),
            (".github/workflows/release.yml", "needs: [test, pack]", "needs: [test, packs]", "actionlint"),
            ("tests/samples/GitHub/.github/workflows/scale-out.yml", "          shard: ", "          shards: ", "GitHub"),
        ];
        Assert.Empty(Files.Except(mistakes.Select(mistake => mistake.File)));
        foreach (var (file, right, wrong, _) in mistakes)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Root, file));
            Assert.Contains(right, text);
            var copy = Path.Combine(_copy.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllTextAsync(copy, text.Replace(right, wrong));
        }

        var (exit, said) = await JudgeAsync(_copy.FullName);
        Assert.Equal(1, exit);
        Assert.All(mistakes, mistake => Assert.Matches($@"(^|\n){Regex.Escape(mistake.File)}:\d+: {mistake.Judge}: ", said));
    }

    [Fact]
    public void Calls_of_the_reusable_workflow_wait_for_each_other_only_where_they_deploy_the_same()
    {
        var group = File.ReadLines(Path.Combine(Root, ".github", "workflows", "deploy.yml")).Single(line => line.TrimStart().StartsWith("group:", StringComparison.Ordinal));

        Assert.Contains("group: deploytasks ", group);
        Assert.Equal(["environment", "working-directory", "file", "select", "task"], Input().Matches(group).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Actions_of_others_are_named_by_their_hash_and_say_which_version_that_is()
    {
        var used = Files.SelectMany(file => File.ReadLines(Path.Combine(Root, file)))
            .Where(line => line.Contains("uses: ", StringComparison.Ordinal) && !line.TrimStart().StartsWith('#')).Select(line => line.Split("uses: ")[1]).ToArray();
        Assert.True(used.Length > 15);
        Assert.All(used, one => Assert.Matches(Pinned(), one));
        Assert.Single(used.Where(one => one.StartsWith("actions/checkout@", StringComparison.Ordinal)).Distinct());
    }

    private static async Task<(int Exit, string Said)> JudgeAsync(string root)
    {
        Assert.True(Directory.Exists(Node), "dotnet run --project build -- test installs the judges in artifacts/node");
        var program = Path.Combine(Node, "judge-actions.mjs");
        File.Copy(Path.Combine(Root, "eng", "node", "judge-actions.mjs"), program, overwrite: true);
        using var node = LabProcess.Start("node", [program, root, .. Files]);
        var error = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, await error + said);
    }

    [GeneratedRegex(@"inputs\.([a-z-]+)")]
    private static partial Regex Input();

    // Our own action is named by the version it is released with.
    [GeneratedRegex(@"^(\./|deploytasks/deploytasks@v\d+\.\d+\.\d+|[a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$")]
    private static partial Regex Pinned();
}
