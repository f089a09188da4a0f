using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.Releases.Shell;

/// <summary>Puts what a script or the session reports into words.</summary>
internal static class HostFailure
{
    public static Error Of(Answer answer, ReleaseScope scope, string what)
    {
        var tail = Encoding.UTF8.GetString(answer.Result.ErrorTail).Trim();
        var error = answer switch
        {
            { Failure: var (name, details) } => Named(name, details, what),
            { Result: { Error: { } known } } => known,
            { Result.End: RemoteEnd.Exited or RemoteEnd.Signalled } =>
                Errors.ReleaseScriptFailed(what, answer.Result.Exit ?? -1, tail),
            { Result.End: RemoteEnd.TimedOut or RemoteEnd.IdleTimedOut } =>
                Errors.ReleaseStepCut(what, "did not end in time", ExitCode.TimedOut),
            { Result.End: RemoteEnd.Cancelled } => Errors.ReleaseStepCut(what, "was cancelled", ExitCode.Interrupted),
            _ => Errors.ReleaseStepCut(what, "lost its connection", ExitCode.Unreachable),
        };
        return error with { Host = scope.Alias, Detail = error.Detail.Length > 0 ? error.Detail : tail };
    }

    private static Error Named(string name, string details, string what) => name switch
    {
        "tools" => Errors.ToolsMissing(details),
        "not-a-folder" => Errors.NotAFolder(details),
        "not-writable" => Errors.NotWritable(details),
        "releases-is-link" => Errors.ReleasesIsLink(details),
        "current-is-not-link" => Errors.CurrentIsNotLink(details),
        "current-elsewhere" => Errors.CurrentElsewhere(details),
        "newer-layout" => Errors.NewerLayout(details),
        "foreign-layout" => Errors.ForeignLayout(details),
        "shared-missing" => Errors.SharedMissing(details),
        "no-space" => Errors.NoSpace(Word(details, 0), Word(details, 1), Word(details, 2)),
        "no-inodes" => Errors.NoInodes(Word(details, 0), Word(details, 1), Word(details, 2)),
        "no-sudo" => Errors.NoSudo(details),
        "no-systemctl" => Errors.NoSystemctl(details),
        "not-started" => Errors.ServiceNotStarted(Word(details, 0), Rest(details)),
        "shared-is-folder" => Errors.SharedIsFolder(details),
        "same-run" => Errors.LockedBySameRun(Uri.UnescapeDataString(details)),
        "lock-lost" => Errors.LockLost(LockContent.Describe(details).Who),
        "locked-by-deployer" => Errors.LockedByDeployer(details.Trim()),
        "release-exists" => Errors.ReleaseExists(Word(details, 0), Word(details, 1)),
        "truncated" => Errors.UploadTruncated(details),
        "mismatch" => Errors.DigestMismatch(),
        "linked-parent" => Errors.LinkedParent(details),
        "no-setfacl" => Errors.NoSetfacl(),
        "no-release" => Errors.NoRelease(details),
        "incomplete" => Errors.ReleaseIncomplete(details),
        "served-changed" => Errors.ServedChanged(details),
        "not-switched" => Errors.NotSwitched(details),
        "no-target" => Errors.NothingToRollBackTo(Word(details, 0), Rest(details)),
        "target-incomplete" => Errors.TargetIncomplete(Word(details, 0), Rest(details)),
        _ => Errors.HostileAnswer(what, name),
    };

    private static string Word(string details, int index) => details.Split(' ', 3).ElementAtOrDefault(index) ?? "";

    private static string Rest(string details) => details.IndexOf(' ') is >= 0 and var blank ? details[(blank + 1)..] : "";
}
