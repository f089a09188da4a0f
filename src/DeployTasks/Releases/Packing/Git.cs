using System.Diagnostics;

namespace DeployTasks.Releases.Packing;

/// <summary>Runs git in one folder; it never asks anybody anything.</summary>
internal sealed class Git(string folder)
{
    // What git sets for its hooks and aliases (git rev-parse --local-env-vars): it would lead us into the repository they run in.
    private static readonly string[] OfAnotherRepository =
    [
        "GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
    ];

    /// <summary>Standard output of a command that must succeed.</summary>
    /// <param name="repository">For the message when it does not.</param>
    public async Task<string> RunAsync(string repository, string[] arguments, CancellationToken cancel)
    {
        var (exit, output, error) = await ExecuteAsync(arguments, cancel);
        return exit == 0 ? output : throw new DeployException(Errors.GitFailed(repository, error.Trim()));
    }

    public async Task<bool> TryAsync(string[] arguments, CancellationToken cancel) =>
        (await ExecuteAsync(arguments, cancel)).Exit == 0;

    private async Task<(int Exit, string Output, string Error)> ExecuteAsync(string[] arguments, CancellationToken cancel)
    {
        var info = new ProcessStartInfo("git", arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Directory.CreateDirectory(folder).FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GIT_TERMINAL_PROMPT"] = "0" },
        };
        foreach (var name in OfAnotherRepository)
        {
            info.Environment.Remove(name);
        }

        _ = info.Environment.TryAdd("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        using var git = Start(info);
        using var kill = cancel.Register(() => git.Kill(entireProcessTree: true));
        git.StandardInput.Close();
        var output = git.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = await git.StandardError.ReadToEndAsync(CancellationToken.None);
        await git.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return (git.ExitCode, await output, error);
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return ProcessStarter.Start(info);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DeployException(Errors.GitMissing(e.Message));
        }
    }
}
