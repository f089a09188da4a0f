using System.ComponentModel;
using System.Diagnostics;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>A person on a host: our ssh with the terminal of this process, by the same settings as a run.</summary>
public static class InteractiveShell
{
    /// <returns>The exit code of the shell, or ssh's own 255.</returns>
    public static async Task<int> RunAsync(ConnectionSettings settings, string command, CancellationToken cancel)
    {
        await using var identity = await SshIdentity.PrepareAsync(cancel);
        var own = settings with { RunFolder = identity.Folder };
        var config = Path.Combine(identity.Folder, "shell.conf");
        await File.WriteAllTextAsync(config, SshConfigFile.Text(own, new SshFolder(identity.Folder)), cancel);
        string[] ssh = settings.Kind == ConnectionKind.Local
            ? ["sh", "-c", command]
            : ["ssh", "-F", config, "-t", "-o", "BatchMode=no", "-o", "StrictHostKeyChecking=ask", .. SshTarget.Of(own), command];
        try
        {
            using var process = ProcessStarter.Start(new ProcessStartInfo(ssh[0], ssh[1..]) { UseShellExecute = false });
            await process.WaitForExitAsync(cancel);
            return process.ExitCode;
        }
        catch (Win32Exception problem)
        {
            throw new DeployException(Errors.NoSshClient(settings.Host, problem.Message));
        }
    }
}
