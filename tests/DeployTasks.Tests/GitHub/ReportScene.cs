using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tool;
using DeployTasks.Tool.GitHub;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tests.GitHub;

/// <summary>A job of GitHub's with its API, and a run of release r2 on web1 and web2 that a test tells about.</summary>
internal sealed class ReportScene : IAsyncDisposable
{
    private readonly string _output = Path.GetTempFileName();
    private readonly List<Error> _warnings = [];

    private ReportScene(ScriptedGitHub server)
    {
        Server = server;
        Variables = new()
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_API_URL"] = server.Url,
            ["GITHUB_TOKEN"] = ScriptedGitHub.Token,
            ["GITHUB_REPOSITORY"] = "acme/shop",
            ["GITHUB_SHA"] = "8c7d6e5",
            ["GITHUB_SERVER_URL"] = "https://github.example",
            ["GITHUB_RUN_ID"] = "99",
            ["GITHUB_RUN_ATTEMPT"] = "2",
            ["GITHUB_OUTPUT"] = _output,
        };
    }

    public ScriptedGitHub Server { get; }

    public Dictionary<string, string> Variables { get; }

    public CancelSource Cancel { get; } = new();

    public IReadOnlyList<Error> Warnings => _warnings;

    /// <summary>What the step handed to later ones.</summary>
    public string Output => File.ReadAllText(_output);

    /// <summary>State of every status that was sent, with the deployment it was sent to.</summary>
    public IEnumerable<string> Statuses => Server.Asked.Where(asked => asked.Path.EndsWith("/statuses", StringComparison.Ordinal))
        .Select(asked => $"{asked.Path.Split('/')[^2]} {asked.Json["state"]}");

    public static async Task<ReportScene> StartAsync(params IEnumerable<Answer> answers) =>
        new(await ScriptedGitHub.StartAsync(answers));

    public IDeploymentReport? Begin(DeploymentMode mode = DeploymentMode.Api, params ImmutableArray<string> tasks)
    {
        var settings = ImmutableSortedDictionary<string, Value>.Empty.Add("release_name", new Text("r2"));
        var host = new PlannedHost(new HostDefinition("web1", new Place("deploy.yaml")), settings);
        var plan = new Plan(tasks.IsEmpty ? ["deploy"] : tasks, [host], [], []);
        return DeploymentReports.Begin(
            new DeploymentChoice(mode, "production", "https://shop.example"), plan,
            new Surroundings(TextWriter.Null, TextWriter.Null, "/") { Environment = Variables }, Cancel, _warnings.Add);
    }

    /// <summary>A run from its begin to its end.</summary>
    public async Task RunAsync(ExitCode exit, DeploymentMode mode = DeploymentMode.Api, params ImmutableArray<string> tasks)
    {
        await using var report = Begin(mode, tasks);
        if (report is not null)
            End(report, exit);
    }

    public static void End(IDeploymentReport report, ExitCode exit, string served = "r2", string before = "r1")
    {
        var facts = ImmutableSortedDictionary<string, string>.Empty.Add("release_name", served).Add("previous_release", before);
        report.Handle(new HostEnded("web1", Outcome.Done, TimeSpan.Zero) { Facts = facts });
        report.Handle(new HostEnded("web2", Outcome.Done, TimeSpan.Zero) { Facts = facts });
        report.Handle(new RunEnded(exit, TimeSpan.Zero));
    }

    public async Task UntilAsync(Func<bool> holds)
    {
        for (var attempt = 0; !holds(); attempt++)
        {
            Assert.True(attempt < 1000, $"waited in vain; GitHub was asked {string.Join(", ", Server.Asked)}");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Cancel.Dispose();
        File.Delete(_output);
    }
}
