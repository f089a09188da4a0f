using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Asks, without changing anything, whether the host can take the release.</summary>
internal sealed class CheckAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    /// <summary>The new release, and what is unpacked of it before the old ones are removed.</summary>
    private const int Times = 2;

    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var settings = scope.Settings;
        ReadWhatIsReadBehindTheSwitch(settings);
        SharedPaths.RefuseOverlap(settings);
        var script = layout.Script("layout", "check")
            .With("adopt", settings.Flag("adopt", false))
            .With("need_kb", $"{(Number(ArtifactSettings.Size) * Times / 1024) + 1024}")
            .With("need_inodes", $"{(Number(ArtifactSettings.Entries) * Times) + 100}")
            .With("service", settings.Find("restart") is null ? settings.TextOr("service", "")! : "");
        script = SharedFile.AllOf(settings).Where(file => file.Required)
            .Aggregate(script, (all, file) => all.Then("require_shared", file.Path));
        var answer = await shell.AskAsync(script, cancel);
        return answer.Error is { } error ? Outcome.Failed(error) : Outcome.Unchanged;

        long Number(string name) => long.Parse(settings.TextOr(name, "0")!);
    }

    // What its placeholders became is known only here. Behind the switch it would be too late to refuse it.
    private static void ReadWhatIsReadBehindTheSwitch(Settings settings)
    {
        _ = CleanupAction.Keep(settings);
        _ = LockAction.MaxAge(settings);
        _ = settings.Flag("rollback_on_failure", true);
        _ = HealthSettings.StepOf(settings, new ReleaseStep(new Place(""), "health"));
    }
}
