using DeployTasks.Recipes;
using DeployTasks.Releases.Actions;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases;

/// <summary>The parts of the release flow that the recipe language cannot express: what <c>release: NAME</c> does.</summary>
public static class ReleaseActions
{
    private static readonly Dictionary<string, ReleaseAct> All = new()
    {
        ["check"] = new((scope, layout, shell, cancel) => new CheckAction(scope, layout, shell).RunAsync(cancel), OnlyLooks: true),
        ["lock"] = new((scope, layout, shell, cancel) => new LockAction(scope, layout, shell).RunAsync(onPurpose: false, cancel)),
        ["hold-lock"] = new((scope, layout, shell, cancel) => new LockAction(scope, layout, shell).RunAsync(onPurpose: true, cancel)),
        ["unlock"] = new((scope, layout, shell, cancel) => new UnlockAction(scope, layout, shell).RunAsync(asked: false, cancel)),
        ["release-lock"] = new((scope, layout, shell, cancel) => new UnlockAction(scope, layout, shell).RunAsync(asked: true, cancel)),
        ["setup"] = new((scope, layout, shell, cancel) => new SetupAction(scope, layout, shell).RunAsync(cancel)),
        ["release"] = new((scope, layout, shell, cancel) => new ReleaseAction(scope, layout, shell).RunAsync(cancel)),
        ["upload"] = new((scope, layout, shell, cancel) => new UploadAction(scope, layout, shell).RunAsync(cancel)),
        ["shared"] = new((scope, layout, shell, cancel) => new SharedAction(scope, layout, shell).RunAsync(cancel)),
        ["writable"] = new((scope, layout, shell, cancel) => new WritableAction(scope, layout, shell).RunAsync(cancel)),
        ["prepared"] = new((scope, layout, shell, cancel) => new PreparedAction(scope, layout, shell).RunAsync(cancel)),
        ["switch"] = new((scope, layout, shell, cancel) => new SwitchAction(scope, layout, shell).RunAsync(cancel)),
        ["restart-service"] = new((scope, layout, shell, cancel) => new ServiceAction(scope, layout, shell).RestartAsync(cancel)),
        ["stop-service"] = new((scope, layout, shell, cancel) => new ServiceAction(scope, layout, shell).StopAsync(cancel)),
        ["restore"] = new((scope, layout, shell, cancel) => new RestoreAction(scope, layout, shell).RunAsync(cancel)),
        ["choose-target"] = new((scope, layout, shell, cancel) => new TargetAction(scope, layout, shell).ChooseAsync(cancel), OnlyLooks: true),
        ["check-target"] = new((scope, layout, shell, cancel) => new TargetAction(scope, layout, shell).CheckAsync(cancel), OnlyLooks: true),
        ["need-target"] = new((scope, layout, shell, _) => Task.FromResult(new TargetAction(scope, layout, shell).Need()), OnlyLooks: true),
        ["cleanup"] = new((scope, layout, shell, cancel) => new CleanupAction(scope, layout, shell).RunAsync(cancel)),
        ["list"] = new((scope, layout, shell, cancel) => new ReportAction(scope, layout, shell).ReleasesAsync(cancel), OnlyLooks: true),
        ["history"] = new((scope, layout, shell, cancel) => new ReportAction(scope, layout, shell).HistoryAsync(cancel), OnlyLooks: true),
    };

    /// <summary>Everything that may stand behind <c>release:</c>; <c>health</c> is a step of the language.</summary>
    public static IEnumerable<string> Names => All.Keys.Append("health");

    /// <summary>It asks the host and changes nothing there, so a dry run does it too: a rollback shows where it would go.</summary>
    public static bool OnlyLooks(string action) => All.TryGetValue(action, out var known) && known.OnlyLooks;

    public static Task<Outcome> RunAsync(ReleaseStep step, ReleaseScope scope, CancellationToken cancel) =>
        All.TryGetValue(step.Action, out var known)
            ? known.Run(scope, Layout.Of(scope.Settings), new HostShell(scope, step.Action), cancel)
            : throw new DeployException(Errors.NoSuchReleaseAction(step.Action, Names).At(step.Place));

    private sealed record ReleaseAct(Act Run, bool OnlyLooks = false);

    private delegate Task<Outcome> Act(ReleaseScope scope, Layout layout, HostShell shell, CancellationToken cancel);
}
