namespace DeployTasks;

// Releases on a host. The names of the failures are those of Releases/Shell/*.sh.
public static partial class Errors
{
    public static Error NoSpace(string needKb, string freeKb, string path) =>
        new("DT5001", ExitCode.StepFailed,
            $"Not enough room on the file system of {path}: {needKb} KiB are needed, {freeKb} KiB are free",
            "Free some, or lower keep_releases");

    public static Error NoInodes(string need, string free, string path) =>
        new("DT5002", ExitCode.StepFailed,
            $"Not enough inodes on the file system of {path}: {need} are needed, {free} are free",
            "Remove old files, or lower keep_releases");

    public static Error ServedChanged(string served) =>
        new("DT5003", ExitCode.StepFailed,
            $"The host serves {(served.Length > 0 ? served : "nothing")} by now: what is served changed after the release to go back to was chosen",
            "Look at dotnet deploy status, and run the rollback again if it is still wanted");

    /// <param name="release">What was published.</param>
    /// <param name="previous">What it serves again; the same where that was published once more.</param>
    public static Error RestoredNotWell(string alias, string release, string previous, Error why) =>
        new("DT5004", ExitCode.PartlyPublished,
            $"The host {(previous == release ? $"serves {previous} as before" : $"was switched back to {previous}")}, but was not found well: {why.What}",
            $"{why.Next}. Then {Repair((alias, previous))}")
        {
            Host = alias,
            Detail = why.Detail,
        };

    /// <param name="restored">Each with what it serves again.</param>
    public static Error RestoredHostsNotWell(IReadOnlyCollection<(string Host, string Previous)> restored) =>
        new("DT5005", ExitCode.PartlyPublished,
            $"Of the hosts that serve again what they served before, these were not found well: {string.Join(", ", restored.Select(one => one.Host))}",
            $"Mend what is lacking, then: {Repair(restored)}");

    public static Error ReleasesIsLink(string path) =>
        new("DT5011", ExitCode.StepFailed,
            $"{path} is a symlink",
            "Make it a folder, or set deploy_path to the folder that really holds the releases");

    public static Error ReleaseExists(string name, string free) =>
        new("DT5012", ExitCode.StepFailed,
            $"Release {name} exists already",
            $"Choose another name, such as -o release_name={free}");

    public static Error NewerLayout(string version) =>
        new("DT5013", ExitCode.StepFailed,
            $"deploy_path was laid out by a newer DeployTasks (layout {version})",
            "Update DeployTasks on the machine that deploys");

    public static Error ForeignLayout(string release) =>
        new("DT5014", ExitCode.StepFailed,
            $"deploy_path is in use by another tool, such as Deployer: current leads to releases/{release}, which is not ours",
            "Deploy once with -o adopt=true: the release stays, can be rolled back to, and nothing of the other tool is removed");

    /// <param name="name"><c>-</c> when none was asked for.</param>
    public static Error NothingToRollBackTo(string name, string there) =>
        new("DT5015", ExitCode.StepFailed,
            name is "-" or "" ? "There is no earlier release to roll back to" : $"There is no release {name} to roll back to",
            there.Length == 0 ? "No release is there at all: deploy first" : $"Choose one with --to; there are: {there}");

    public static Error TargetIsCurrent(string name) =>
        new("DT5016", ExitCode.StepFailed,
            $"Release {name} is already the current one",
            "Name another release with --to; dotnet deploy releases lists them");

    /// <param name="chosenFor">What the choosing host serves.</param>
    public static Error ServesAnother(string served, string chosenFor, string target) =>
        new("DT5029", ExitCode.StepFailed,
            $"The host serves {(served.Length > 0 ? served : "nothing")}, and the release before was looked for where {chosenFor} is served",
            $"Name the release that all are to serve: --to {target}, which was chosen, or --to {chosenFor}");

    public static Error TargetIncomplete(string name, string there) =>
        new("DT5017", ExitCode.StepFailed,
            $"Release {name} is incomplete and must not be served",
            $"Choose one with --to; there are: {there}");

    public static Error ToolsMissing(string tools) =>
        new("DT5018", ExitCode.StepFailed,
            $"The host lacks {tools}",
            "Install them; GNU and BusyBox tools both serve");

    public static Error HostileAnswer(string what, string answer) =>
        new("DT5019", ExitCode.StepFailed,
            $"The host answered {what} with something that makes no sense: {answer}",
            "Look whether its shell and tools are sound");

    public static Error PathNotSane(string setting, string path) =>
        new("DT5050", ExitCode.Usage,
            $"{setting} '{path}' is not a plain absolute path below /",
            "Write it in full, without ~, . or ..");

    public static Error PathNotInside(string setting, string path) =>
        new("DT5051", ExitCode.Usage,
            $"{setting}: '{path}' does not lie inside a release",
            "Write it relative to the release, without ..");

    public static Error PathsOverlap(string setting, string outer, string inner) =>
        new("DT5052", ExitCode.Usage,
            $"{setting}: {inner} lies inside {outer}, and only one of them can be shared",
            "Remove one of them");

    public static Error NotAFolder(string path) =>
        new("DT5054", ExitCode.StepFailed, $"{path} is not a folder", "Move it away, or choose another deploy_path");

    public static Error NotWritable(string path) =>
        new("DT5055", ExitCode.StepFailed,
            $"{path} cannot be made or written",
            "The output tells why: give it to the user who deploys, free room, take away what stands in its place, or set become");

    public static Error CurrentIsNotLink(string path) =>
        new("DT5056", ExitCode.StepFailed,
            $"{path} exists and is not a symlink",
            "Move it away, or set current_path to another place");

    public static Error CurrentElsewhere(string link) =>
        new("DT5057", ExitCode.StepFailed,
            $"current does not lead into deploy_path/releases: {link}",
            "Remove the link, or correct deploy_path or current_path");

    public static Error SharedMissing(string path) =>
        new("DT5058", ExitCode.StepFailed,
            $"The required shared file {path} is missing",
            "Put it there, or give its content in shared_files");

    public static Error SharedIsFolder(string path) =>
        new("DT5084", ExitCode.StepFailed,
            $"{path} is a folder, and shared_files names a file",
            "Remove the folder, or name it in shared_dirs");

    public static Error UploadTruncated(string why) =>
        new("DT5060", ExitCode.StepFailed,
            $"The upload did not arrive whole: {why}; nothing was published",
            "Deploy again; if it repeats, look at the network");

    public static Error DigestMismatch() =>
        new("DT5061", ExitCode.StepFailed,
            "What the host has is not what was sent; nothing was published",
            "Deploy again; if it repeats, look at the host's disk");

    public static Error LinkedParent(string path) =>
        new("DT5062", ExitCode.StepFailed,
            $"{path} in the artifact is a link, and something below it is to be shared",
            "Leave the link out of the artifact, or share it instead");

    public static Error NoSetfacl() =>
        new("DT5063", ExitCode.StepFailed,
            "writable_mode is acl and the host has no setfacl",
            "Install it (apt-get install acl), or set writable_mode to chmod, chgrp or chown");

    public static Error UnknownWritableMode(string mode) =>
        new("DT5064", ExitCode.Usage, $"writable_mode '{mode}' is not known", "Use chmod, chgrp, chown, acl or skip");

    public static Error NoRelease(string name) =>
        new("DT5065", ExitCode.StepFailed,
            $"Release {name} is not on the host",
            "Look what there is: dotnet deploy releases");

    public static Error ReleaseIncomplete(string name) =>
        new("DT5066", ExitCode.StepFailed,
            $"Release {name} is incomplete, so current stays as it is",
            "Deploy again");

    public static Error NotSwitched(string path) =>
        new("DT5067", ExitCode.StepFailed, $"{path} could not be switched", "Look who may write to its folder");

    public static Error ReleaseScriptFailed(string what, int exit, string tail) =>
        new("DT5068", ExitCode.StepFailed, $"{what} failed on the host with exit code {exit}", "The output tells why")
        {
            Detail = tail,
        };

    public static Error ReleaseStepCut(string what, string how, ExitCode exit) =>
        new("DT5078", exit, $"{what} {how}", "Deploy again: the next run finds and mends what this one left behind");

    public static Error NothingUploaded() =>
        new("DT5069", ExitCode.Usage,
            "There is no packed artifact to upload",
            "Run the task deploy, or add artifact: to the recipe");

    /// <param name="previous">What it served before; empty when that was nothing, or is not known.</param>
    public static Error NotRestored(string alias, string release, string previous, Error why) =>
        new("DT5073", ExitCode.PartlyPublished,
            $"The host could not be switched back and may still serve {release}: {why.What}",
            $"{why.Next}. Then {Repair((alias, previous))}")
        {
            Host = alias,
            Detail = why.Detail,
        };

    public static Error LeftSwitched(string alias, string release, string previous) =>
        new("DT5074", ExitCode.PartlyPublished,
            $"The host serves {release} although the deployment failed, as rollback_on_failure is off",
            $"Repair it: {Repair((alias, previous))}");

    /// <param name="serving">Hosts that serve it, or may, each with what it served before.</param>
    /// <param name="others">Hosts of the release that do not.</param>
    public static Error HalfPublished(
        IReadOnlyCollection<(string Host, string Previous)> serving, IReadOnlyCollection<string> others, string release) =>
        new("DT5075", ExitCode.PartlyPublished,
            $"{release} is, or may be, served by {string.Join(", ", serving.Select(one => one.Host))} although the deployment failed"
                + (others.Count > 0 ? $"; it is not by {string.Join(", ", others)}" : ""),
            $"Repair it: {Repair(serving)}");

    private static string Repair(params IReadOnlyCollection<(string Host, string Previous)> serving)
    {
        string[] rollbacks =
        [
            .. serving.Where(one => one.Previous.Length > 0).GroupBy(one => one.Previous, one => one.Host)
                .Select(same => $"dotnet deploy rollback --to {same.Key} --select {string.Join(',', same)}"),
        ];
        return rollbacks.Length > 0 ? $"{string.Join("; ", rollbacks)}; or deploy again; with -f and -e as in this run" : "deploy again";
    }

    public static Error ModeNotOctal(string setting, string mode) =>
        new("DT5076", ExitCode.Usage,
            $"{setting}: mode '{mode}' is not three or four octal digits",
            "Write it like \"0640\", with quotes");

    public static Error NoSuchReleaseAction(string name, IEnumerable<string> known) =>
        new("DT5077", ExitCode.Usage,
            $"release: {name} is no part of the release flow",
            $"Use one of {string.Join(", ", known)}");

    /// <summary>A warning.</summary>
    public static Error HostsDiffer(string served) =>
        new("DT5079", ExitCode.Done,
            $"The hosts do not serve the same: {served}",
            "Deploy again, or roll all of them back to one release with --to");
}
