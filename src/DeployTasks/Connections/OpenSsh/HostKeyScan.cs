using System.ComponentModel;
using System.Diagnostics;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>Asks a host for its keys without OpenSSH's programs.</summary>
public delegate Task<IReadOnlyList<string>> ScanHostKeys(ConnectionSettings settings, CancellationToken cancel);

/// <summary>The keys a host claims, as lines for known_hosts.</summary>
public static class HostKeyScan
{
    /// <param name="own">For machines without OpenSSH; null where this build has none.</param>
    /// <returns>Empty when the host did not answer.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        ConnectionSettings settings, ScanHostKeys? own, CancellationToken cancel)
    {
        if (own is not null && !SshClient.Exists)
        {
            return await own(settings, cancel);
        }

        var (name, port) = await ResolveAsync(settings, cancel);
        var seconds = Math.Ceiling(settings.ConnectTimeout.TotalSeconds);
        var scan = await RunAsync(["ssh-keyscan", "-T", $"{seconds}", "-p", port, "--", name], cancel);
        return [.. scan.Where(line => !line.StartsWith('#')).Order(StringComparer.Ordinal)];
    }

    // The user's ssh_config may give the name another address and port.
    private static async Task<(string Name, string Port)> ResolveAsync(
        ConnectionSettings settings, CancellationToken cancel)
    {
        string[] config = settings.ConfigFile is { } file ? ["-F", file] : [];
        var resolved = await RunAsync(["ssh", "-G", .. config, .. SshTarget.Of(settings)], cancel);
        return (ValueOf("hostname") ?? settings.Hostname, ValueOf("port") ?? "22");

        string? ValueOf(string key) =>
            resolved.FirstOrDefault(line => line.StartsWith(key + ' ', StringComparison.Ordinal))?[(key.Length + 1)..];
    }

    private static async Task<string[]> RunAsync(string[] command, CancellationToken cancel)
    {
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(info);
        process.BeginErrorReadLine();
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return ProcessStarter.Start(info);
        }
        catch (Win32Exception problem)
        {
            throw new DeployException(Errors.NoSshClient(info.FileName, problem.Message));
        }
    }
}
