using DeployTasks.Recipes;
using DeployTasks.Releases.Actions;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases;

/// <summary>The parts of the release flow that the recipe language cannot express: what <c>release: NAME</c> does.</summary>
public static class ReleaseActions
{
    /// <summary>Everything that may stand behind <c>release:</c>, except <c>health</c>, which is a step of the language.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "check", "lock", "hold-lock", "unlock", "release-lock", "setup", "release", "upload", "shared", "writable", "prepared", "switch",
        "restore", "choose-target", "check-target", "need-target", "cleanup", "list", "history", "health",
    ];

    /// <summary>It asks the host and changes nothing there, so a dry run does it too: a rollback shows where it would go.</summary>
    public static bool OnlyLooks(string action) => action is "check" or "choose-target" or "check-target" or "need-target" or "list" or "history";

    public static Task<Outcome> RunAsync(ReleaseStep step, ReleaseScope scope, CancellationToken cancel)
    {
        var layout = Layout.Of(scope.Settings);
        var shell = new HostShell(scope, step.Action);
        return step.Action switch
        {
            "check" => new CheckAction(scope, layout, shell).RunAsync(cancel),
            "lock" => new LockAction(scope, layout, shell).RunAsync(onPurpose: false, cancel),
            "hold-lock" => new LockAction(scope, layout, shell).RunAsync(onPurpose: true, cancel),
            "unlock" => new UnlockAction(scope, layout, shell).RunAsync(asked: false, cancel),
            "release-lock" => new UnlockAction(scope, layout, shell).RunAsync(asked: true, cancel),
            "setup" => new SetupAction(scope, layout, shell).RunAsync(cancel),
            "release" => new ReleaseAction(scope, layout, shell).RunAsync(cancel),
            "upload" => new UploadAction(scope, layout, shell).RunAsync(cancel),
            "shared" => new SharedAction(scope, layout, shell).RunAsync(cancel),
            "writable" => new WritableAction(scope, layout, shell).RunAsync(cancel),
            "prepared" => new PreparedAction(scope, layout, shell).RunAsync(cancel),
            "switch" => new SwitchAction(scope, layout, shell).RunAsync(cancel),
            "restore" => new RestoreAction(scope, layout, shell).RunAsync(cancel),
            "choose-target" => new TargetAction(scope, layout, shell).ChooseAsync(cancel),
            "check-target" => new TargetAction(scope, layout, shell).CheckAsync(cancel),
            "need-target" => Task.FromResult(new TargetAction(scope, layout, shell).Need()),
            "cleanup" => new CleanupAction(scope, layout, shell).RunAsync(cancel),
            "list" => new ReportAction(scope, layout, shell).ReleasesAsync(cancel),
            "history" => new ReportAction(scope, layout, shell).HistoryAsync(cancel),
            _ => throw new DeployException(Errors.NoSuchReleaseAction(step.Action, Names).At(step.Place)),
        };
    }
}
