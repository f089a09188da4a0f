using System.Security.Cryptography;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>
/// Brings a stream to the host in two commands: one receives it under a temporary name, a second verifies it by size and
/// SHA-256 and puts it in place. One alone would publish the half of a file when this process is killed in the middle.
/// </summary>
internal sealed class Delivery(StepScope scope, Step step, string title, string destination)
{
    /// <param name="how">Shell that puts <c>$t</c> in place at <c>$d</c>.</param>
    public async Task<StepResult> RunAsync(Stream content, string how, CancellationToken cancel)
    {
        var parcel = new Parcel(destination, $".deploy-part-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}", content.Length);
        var digest = "";
        var receive = scope.Command(step, DeliveryScript.Receive(parcel));
        var sent = await scope.Session.SendAsync(
            receive, async (host, stop) => digest = await CopyAsync(content, host, stop), cancel);
        if (!sent.IsSuccess)
        {
            return Explain(sent, receive);
        }
        var put = scope.Command(step, DeliveryScript.Put(parcel, digest, how));
        var result = await scope.Session.RunAsync(put, static (_, _) => { }, cancel);
        return result.IsSuccess && result.Out.AsSpan().StartsWith("damaged"u8)
            ? StepResult.Failed(Errors.UploadDamaged(destination, parcel.Bytes))
            : Explain(result, put);
    }

    private async Task<string> CopyAsync(Stream content, Stream host, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var done = 0L;
        var progress = new TransferProgress(scope.Clock, (done, total) => scope.Emit(new Progress(scope.Host, title, done, total)));
        while (await content.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            await host.WriteAsync(buffer.AsMemory(0, count), cancel);
            done += count;
            progress.Reach(done, content.Length);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private StepResult Explain(RemoteResult result, RemoteCommand command)
    {
        var tail = StepTail.LastLines(result.ErrorTail);
        return result.End == RemoteEnd.Exited && result.Exit != 0
            ? StepResult.Failed(Errors.UploadFailed(destination, tail)) with { Exit = result.Exit }
            : StepResult.Of(result, command, title, tail);
    }
}
