using DeployTasks.Releases.Packing;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>
/// Fills the new release: sends what the host lacks, lets it copy the rest from an earlier release, and has every file
/// checked by a command of its own, after the stream has ended.
/// </summary>
internal sealed class UploadAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    /// <summary>Bytes that travel in a script, because a side channel costs both machines more than this.</summary>
    private const int LittleToSend = 128 * 1024;

    private readonly string _name = scope.Settings.Text("release_name");

    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        if (scope.Settings.TextOr(ArtifactSettings.Index, null) is not { } indexFile)
        {
            throw new DeployException(Errors.NothingUploaded());
        }

        var index = ArtifactIndex.Load(indexFile);
        var basis = await shell.AskAsync(Script("base"), cancel);
        if (basis.Error is { } unknown)
        {
            return Outcome.Failed(unknown);
        }

        var delta = Delta.Of(index, basis.Lines, SharedPaths.Of(scope.Settings));
        var answer = await FillAsync(delta, index, basis["base"] ?? "", cancel);
        if (answer.Failure?.Name == "mismatch" && delta.Copied.Count > 0)
        {
            scope.Inform("Files of the earlier release were changed on the host; everything is sent");
            delta = delta.WithoutBase(index);
            answer = await FillAsync(delta, index, "", cancel);
        }

        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        var from = delta.Copied.Count > 0 ? $", took {Count(delta.Copied.Count, "file", "files")} from {basis["base"]}" : "";
        scope.Inform($"Sent {Count(delta.Sent.Count - Delta.OurOwn, "entry", "entries")} ({delta.Bytes:N0} bytes){from}");
        return Outcome.Done;
    }

    private async Task<Answer> FillAsync(Delta delta, ArtifactIndex index, string basis, CancellationToken cancel)
    {
        var settings = scope.Settings;
        var stream = new UploadStream(settings.Text(ArtifactSettings.File), scope.Progress);
        if (delta.Copied.Count > 0 && delta.Bytes < LittleToSend && await UnpackedAsync() is { } unpacked)
        {
            return unpacked;
        }

        var sent = await shell.SendAsync(
            Script("fill", "receive").With("packed", !delta.IsPlain), (host, stop) => stream.WriteAsync(delta, host, stop), cancel);
        return sent.IsSuccess ? await shell.AskAsync(Verifying("verify"), cancel) : sent;

        // Null: the host has no base64.
        async Task<Answer?> UnpackedAsync()
        {
            using var bytes = new MemoryStream();
            await stream.WriteAsync(delta, bytes, cancel);
            var text = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
            var answer = await shell.AskAsync(Verifying("fill", "unpack", "verify").With("stream", text), cancel);
            return answer.Failure?.Name == "no-base64" ? null : answer;
        }

        ShellScript Verifying(params string[] files) => Script(files)
            .With("base", delta.Copied.Count > 0 ? basis : "")
            .With("digest", settings.Text(ArtifactSettings.Digest))
            .With("proof", settings.Text(ArtifactSettings.Proof))
            .With("packed", !delta.IsPlain);
    }

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private ShellScript Script(params string[] files) => layout.Script(files).With("release_name", _name);
}
