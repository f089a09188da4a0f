using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>
/// A file, or a folder as one archive: never file by file. A folder is laid over what stands at its destination, each of
/// its files by rename; nothing there is deleted.
/// </summary>
internal sealed class UploadAction(StepScope scope)
{
    public async Task<StepResult> RunAsync(UploadStep step, string title, CancellationToken cancel)
    {
        var source = LocalFiles.Resolve(step, scope.ExpandPath(step.Source));
        var destination = RemotePath.Of(scope.ExpandPath(step.Destination), source);
        var delivery = new Delivery(scope, step, title, destination);
        try
        {
            if (File.Exists(source))
            {
                await using var file = File.OpenRead(source);
                return await delivery.RunAsync(file, DeliveryScript.PutFile(step.Mode ?? ModeOf(source)), cancel);
            }
            if (Directory.Exists(source))
            {
                await using var archive = await FolderArchive.PackAsync(source, cancel);
                return await delivery.RunAsync(archive, DeliveryScript.PutFolder, cancel);
            }
            return StepResult.Failed(Errors.NothingToUpload(source));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return StepResult.Failed(Errors.CannotUpload(source, unreadable.Message));
        }
    }

    private static string ModeOf(string file) => OperatingSystem.IsWindows()
        ? "644"
        : Convert.ToString((int)File.GetUnixFileMode(file) & 0b111_111_111, toBase: 8);
}
