namespace DeployTasks;

public static partial class Errors
{
    public static Error NothingToUpload(string path) =>
        new("DT5030", ExitCode.StepFailed, $"There is no file or folder '{path}' on this machine to upload",
            "Check the path (it is relative to the recipe file that names it), and that the build that makes it has run");

    public static Error CannotUpload(string path, string why) =>
        new("DT5031", ExitCode.StepFailed, $"'{path}' cannot be uploaded: {why}",
            "Remove it from the folder, or upload the rest of the folder by name");

    public static Error UploadFailed(string destination, string tail) =>
        new("DT5032", ExitCode.StepFailed, $"The host could not take '{destination}'; what stood there is untouched", AdviceOn(tail))
        {
            Detail = tail,
        };

    public static Error UploadDamaged(string destination, long bytes) =>
        new("DT5033", ExitCode.StepFailed,
            $"What arrived for '{destination}' is not what was sent ({bytes} bytes by SHA-256); what stood there is untouched",
            "Run again; if it happens twice the disk or the memory of the host is suspect");

    public static Error EmptyPath(string written) =>
        new("DT5048", ExitCode.Usage, $"'{Short(written)}' is empty and names no file or folder",
            "Set what stands in it, or write a path; . is the folder of the recipe");

    /// <param name="says">Which file, and what is wrong with it.</param>
    public static Error DotenvRefused(string says) =>
        new("DT5039", ExitCode.StepFailed, $"The dotenv file {says}",
            "It lies on the host and holds lines such as NAME=value; see the setting dotenv and the user (as:, become)");

    public static Error NothingToDownload(string path, string tail) =>
        new("DT5034", ExitCode.StepFailed, $"'{path}' cannot be read on the host", "Check the path and the user (as:) on the host")
        {
            Detail = tail,
        };

    public static Error DownloadDamaged(string path, string why) =>
        new("DT5035", ExitCode.StepFailed, $"What arrived of '{path}' is not what the host has: {why}; nothing was written here",
            "Run again, and see that nothing changes the files meanwhile");

    public static Error DownloadUnsafe(string entry, string why) =>
        new("DT5036", ExitCode.StepFailed, $"The host sent an entry that was refused: '{entry}' {why}; nothing was written here",
            "Download its parts by name, or have the host pack an archive without it");

    public static Error DownloadHasNoPlace(string path, string why) =>
        new("DT5037", ExitCode.StepFailed, $"'{path}' cannot be written on this machine: {why}",
            "Choose another destination, or make room there");

    public static Error TextUnreadable(string path, string why) =>
        new("DT5038", ExitCode.StepFailed, $"'{path}' cannot be used: {why}",
            "Templates and scripts are UTF-8 text files beside the recipe; send other files with upload");

    private static string AdviceOn(string tail) => tail switch
    {
        _ when tail.Contains("No space left", StringComparison.Ordinal) => "The disk of the host is full: make room, then run again",
        _ when tail.Contains("quota", StringComparison.OrdinalIgnoreCase) => "The user's quota on the host is used up: make room, then run again",
        _ when tail.Contains("Read-only", StringComparison.Ordinal) => "That part of the host is mounted read-only: choose another destination",
        _ when tail.Contains("ermission denied", StringComparison.Ordinal) =>
            "The user may not write there: say as: with a user who may, or change the owner of the folder",
        _ => "What the host said is shown with this message",
    };
}
