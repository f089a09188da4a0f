namespace DeployTasks;

// The artifact: what is packed, before any host is touched.
public static partial class Errors
{
    public static Error ArtifactMissing(string path) =>
        new("DT9021", ExitCode.Usage,
            $"The artifact {path} does not exist",
            "Build or publish it first, or correct artifact: path");

    public static Error ArtifactEmpty(string path) =>
        new("DT9022", ExitCode.Usage,
            $"The artifact {path} has no files",
            "Build or publish it first, or correct artifact: exclude");

    public static Error NoArtifact(string task) =>
        new("DT9023", ExitCode.Usage, $"{task} uploads an artifact, and the recipe names none",
            "Add artifact: {path: FOLDER} to the recipe, or replace the task deploy:upload");

    public static Error CannotRead(string path, string why) =>
        new("DT9024", ExitCode.Usage,
            $"Cannot read {path}: {why}",
            "Make it readable for the user who runs the deployment");

    public static Error NotPackable(string path) =>
        new("DT9025", ExitCode.Usage,
            $"{path} is neither a file, a folder nor a link",
            "Remove it, or list it under artifact: exclude");

    public static Error ChangedWhilePacking(string path) =>
        new("DT9026", ExitCode.Usage, $"{path} changed while it was packed", "Let the build finish before deploying");

    public static Error ReservedName(string path) =>
        new("DT9027", ExitCode.Usage, $"The artifact contains {path}, a name DeployTasks keeps for itself",
            "Rename it, or list it under artifact: exclude");

    public static Error NotAnArchive(string path, string why) =>
        new("DT9028", ExitCode.Usage,
            $"{path} is not a readable zip, tar or tar.gz: {why}",
            "Name a folder or one of these archives");

    public static Error ArchiveEntryLeaves(string archive, string entry) =>
        new("DT9010", ExitCode.Usage,
            $"{archive} contains {entry}, which would land outside the release or has no UTF-8 name",
            "Make the archive with relative names, or unpack it and name the folder");

    public static Error ArchiveEntryTwice(string archive, string entry) =>
        new("DT9010", ExitCode.Usage,
            $"{archive} contains {entry} twice",
            "Make the archive anew, or unpack it and name the folder");

    public static Error ArchiveLinkLeaves(string archive, string entry, string target) =>
        new("DT9011", ExitCode.Usage, $"{archive} contains the link {entry} -> {target}, which leaves the release",
            "Remove the link; folders and files outside releases belong to shared_dirs and shared_files");

    public static Error ArchiveEntryOdd(string archive, string entry, string what) =>
        new("DT9012", ExitCode.Usage, $"{archive} contains {entry}, which {what}", "Make the archive without it");

    public static Error ArchiveBomb(string archive, string what) =>
        new("DT9013", ExitCode.Usage,
            $"{archive} unpacks to {what}",
            "If that is meant, unpack it and name the folder");

    public static Error BadRevision(string revision, string why) =>
        new("DT9014", ExitCode.Usage,
            $"artifact: revision {revision} cannot be used: {why}",
            "Name a branch, a tag or a whole commit id");

    public static Error GitFailed(string repository, string output) =>
        new("DT9015", ExitCode.Usage,
            $"git could not get {repository}",
            "Check the address, the revision, sub_directory and this machine's access to it")
        {
            Detail = output,
        };

    public static Error GitMissing(string why) =>
        new("DT9016", ExitCode.Usage,
            $"artifact: repository needs git on this machine: {why}",
            "Install git, or name a folder with artifact: path");
}
