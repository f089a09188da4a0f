using System.Security.Cryptography;
using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>A text filled in with the host's settings and put in place by rename, all in one round trip.</summary>
internal sealed class TemplateAction(StepScope scope)
{
    public async Task<StepResult> RunAsync(TemplateStep step, string title, CancellationToken cancel)
    {
        var destination = RemotePath.Of(scope.ExpandPath(step.Destination), step.Source ?? "");
        var text = scope.Expand(step.Inline ?? LocalFiles.ReadText(LocalFiles.Resolve(step, scope.ExpandPath(step.Source ?? ""))));
        var command = scope.Command(step, Script(destination, text, step.Mode ?? "0644"));
        var result = await scope.Session.RunAsync(command, static (_, _) => { }, cancel);
        var tail = StepTail.LastLines(result.ErrorTail);
        return result switch
        {
            { IsSuccess: true } when result.Out.AsSpan().StartsWith("unchanged"u8) => StepResult.Unchanged,
            { End: RemoteEnd.Exited, Exit: not 0 } => StepResult.Failed(Errors.UploadFailed(destination, tail)),
            _ => StepResult.Of(result, command, title, tail),
        };
    }

    // printf is part of the shell: the text, which may hold secrets, stands in no command line.
    private static string Script(string destination, string text, string mode) => $"""
        set -e
        f={RemotePath.Quote(RemotePath.FolderOf(destination))} d={RemotePath.Quote(destination)}
        t=$f/.deploy-part-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}
        mkdir -p "$f"
        trap 'rm -f "$t"' EXIT
        (umask 077; printf '%s' {Shell.Quote(text)} >"$t")
        chmod {Shell.Quote(mode)} "$t"
        if cmp -s "$t" "$d" 2>/dev/null && [ "$(stat -c %a "$t")" = "$(stat -c %a "$d")" ]; then
          echo unchanged
        else
          mv -fT "$t" "$d"
        fi
        """;
}
