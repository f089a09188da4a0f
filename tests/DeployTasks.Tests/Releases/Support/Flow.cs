using System.Collections.Immutable;
using DeployTasks.Connections;
using DeployTasks.Recipes;
using DeployTasks.Releases;
using DeployTasks.Tests.Releases.Packing;

namespace DeployTasks.Tests.Releases.Support;

/// <summary>One run on one host, action by action, without master and worker between.</summary>
internal sealed class Flow(TempFolder temp, IHostSession host, string run = "run1")
{
    public static readonly string[] Prepare = ["check", "lock", "setup", "release", "upload", "shared", "writable"];
    public static readonly string[] Deploy = [.. Prepare, "switch", "cleanup", "unlock"];
    public static readonly string[] Restore = ["restore", "unlock"];
    public static readonly string[] Rollback = ["choose-target", "check-target", "need-target", "lock", "switch", "unlock"];

    public Settings Settings { get; private set; } = new(new Dictionary<string, Value>
    {
        ["deploy_path"] = new Text(temp["app"]),
        ["run_id"] = new Text(run),
        ["user"] = new Text("ada"),
    }.ToImmutableSortedDictionary());

    public List<string> Said { get; } = [];
    public List<string> Printed { get; } = [];
    public List<string> Warned { get; } = [];

    public string Alias { get; init; } = "web1";

    public string App => temp["app"];

    /// <summary>Name of the release that is served; empty when none is.</summary>
    public string Current => Path.GetFileName(new FileInfo(App + "/current").LinkTarget ?? "");

    public Flow With(string name, Value value)
    {
        Settings = Settings.With(name, value);
        return this;
    }

    public Flow With(string name, string value) => With(name, new Text(value));

    public Flow With(string name, params string[] values) => With(name, new Items([.. values.Select(value => new Text(value))]));

    /// <summary>Packs a folder of this machine as the artifact of the run.</summary>
    public async Task<Flow> WithArtifactAsync(string folder)
    {
        Settings = Settings.With((await Packed.PackAsync(folder, temp[$".work-{run}"])).Settings);
        return this;
    }

    /// <summary>A first artifact, for tests that care about something else.</summary>
    public Task<Flow> WithContentAsync(string content)
    {
        _ = temp.File($".in-{run}/index.html", content);
        _ = temp.File($".in-{run}/lib/same.txt", "the same in all");
        return WithArtifactAsync(temp[$".in-{run}"]);
    }

    public Flow Named(string release) => With("release_name", release);

    /// <summary>Runs actions until one fails; the last outcome.</summary>
    public async Task<Outcome> RunAsync(params string[] actions)
    {
        var outcome = Outcome.NotRun;
        foreach (var action in actions)
        {
            if ((action is "upload" or "shared" or "writable" or "switch" or "cleanup" && Settings.Flag("release_unchanged", false))
                || (action is "upload" or "shared" or "writable" && Settings.Flag("release_made", false)))
            {
                continue;
            }

            outcome = await ReleaseActions.RunAsync(new ReleaseStep(new Place("deploy.yaml"), action), Scope(), CancellationToken.None);
            if (!outcome.IsSuccess)
            {
                return outcome;
            }
        }

        return outcome;
    }

    public async Task<Outcome> OkAsync(params string[] actions)
    {
        var outcome = await RunAsync(actions);
        Assert.True(outcome.IsSuccess, $"{outcome.Error?.Code} {outcome.Error?.What}\n{outcome.Error?.Detail}");
        return outcome;
    }

    public async Task<Error> FailAsync(params string[] actions)
    {
        var outcome = await RunAsync(actions);
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        return outcome.Error!;
    }

    private ReleaseScope Scope() => new(Alias, host, Settings)
    {
        Set = (name, value, _) => Settings = Settings.With(name, value),
        Inform = Said.Add,
        Warn = Warned.Add,
        Print = Printed.Add,
        Progress = (_, _) => { },
    };
}
