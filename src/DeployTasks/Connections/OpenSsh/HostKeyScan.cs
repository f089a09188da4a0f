using System.ComponentModel;
using System.Diagnostics;
using DeployTasks.Connections.Config;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>Asks a host for its keys without OpenSSH's programs.</summary>
public delegate Task<ShownKeys> ScanHostKeys(ConnectionSettings settings, CancellationToken cancel);

/// <param name="Lines">For known_hosts.</param>
/// <param name="Silent">Which host on the way showed no key, and so ended the asking; null when all did.</param>
public sealed record ShownKeys(IReadOnlyList<string> Lines, string? Silent);

/// <summary>The keys that a host claims, and those of its jump hosts.</summary>
public static class HostKeyScan
{
    /// <param name="own">For machines without OpenSSH; null where this build has none.</param>
    public static async Task<ShownKeys> RunAsync(ConnectionSettings settings, ScanHostKeys? own, CancellationToken cancel)
    {
        if (own is not null && !SshClient.Exists)
        {
            return await own(settings, cancel);
        }

        var lines = new List<string>();
        foreach (var stop in StopsOf(settings))
        {
            var isDirect = lines.Count == 0 && stop.Config.Find("proxycommand") is null;
            string[] shown = [.. isDirect ? await ScanAsync(stop, cancel) : await AskAsync(stop, cancel)];
            if (shown.Length == 0)
            {
                return new ShownKeys(lines, stop.Host);
            }

            lines.AddRange(shown);
        }

        return new ShownKeys(lines, Silent: null);
    }

    private static IReadOnlyList<Route> StopsOf(ConnectionSettings settings)
    {
        try
        {
            return Route.To(settings).Stops;
        }
        catch (ConnectionFailedException problem)
        {
            throw new DeployException(problem.Fault.Error);
        }
    }

    private static async Task<IEnumerable<string>> ScanAsync(Route host, CancellationToken cancel)
    {
        var seconds = Math.Ceiling(host.Settings.ConnectTimeout.TotalSeconds);
        var scan = await RunAsync(["ssh-keyscan", "-T", $"{seconds}", "-p", $"{host.Port}", "--", host.Host], cancel);
        return scan.Where(line => !line.StartsWith('#')).Select(line => line.Split(' ', 2)).Where(line => line.Length == 2)
            .Select(line => $"{host.KnownName} {line[1]}").Order(StringComparer.Ordinal);
    }

    // Behind a jump host ssh itself has to ask, so the keys on the way must be known; it shows one of the host's.
    private static async Task<IEnumerable<string>> AskAsync(Route host, CancellationToken cancel)
    {
        await using var connection = new OpenSshConnection(host.Settings);
        return await connection.ShownKeyAsync(cancel) is { Length: > 0 } line ? [line] : [];
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
