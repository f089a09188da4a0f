using System.Security.Cryptography;
using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>A file or folder of the host, received under a temporary name and moved when it is known to be whole.</summary>
internal sealed class DownloadAction(StepScope scope)
{
    public async Task<StepResult> RunAsync(DownloadStep step, string title, CancellationToken cancel)
    {
        var source = scope.ExpandPath(step.Source);
        var destination = LocalFiles.Resolve(step, RemotePath.Of(scope.ExpandPath(step.Destination), source));
        var look = scope.Command(step, DownloadScript.Look(source));
        var found = await scope.Session.RunAsync(look, static (_, _) => { }, cancel);
        if (!found.IsSuccess)
        {
            return Explain(found, look, title, source);
        }
        var isFolder = found.Out.AsSpan().StartsWith("folder"u8);
        var send = scope.Command(step, isFolder ? DownloadScript.SendFolder(source) : DownloadScript.SendFile(source));
        var part = PartBeside(destination);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            var received = await scope.Session.ReceiveAsync(send, (host, stop) => SaveAsync(host, part, stop), cancel);
            if (!received.IsSuccess)
            {
                return Explain(received, send, title, source);
            }
            if (isFolder)
            {
                await DownloadedFolder.PutAsync(part, destination, cancel);
            }
            else
            {
                File.Move(part, destination, overwrite: true);
            }
            return new StepResult(Outcome.Done, Exit: 0);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            return StepResult.Failed(Errors.DownloadDamaged(source, broken.Message));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return StepResult.Failed(Errors.DownloadHasNoPlace(destination, refused.Message));
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }

    private static string PartBeside(string destination) =>
        Path.Combine(Path.GetDirectoryName(destination)!, $".deploy-part-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");

    private static async Task SaveAsync(Stream host, string part, CancellationToken cancel)
    {
        await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write);
        await host.CopyToAsync(file, cancel);
    }

    private static StepResult Explain(RemoteResult result, RemoteCommand command, string title, string source)
    {
        var tail = StepTail.LastLines(result.ErrorTail);
        return result.End == RemoteEnd.Exited
            ? StepResult.Failed(Errors.NothingToDownload(source, tail)) with { Exit = result.Exit }
            : StepResult.Of(result, command, title, tail);
    }
}
