using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using DeployTasks.Master.Listening;

namespace DeployTasks.Tool.Listening;

/// <summary>
/// Runs a command of this machine: the words of the host come to it as environment and stdin, never in its command line.
/// </summary>
internal sealed class ExecTeller(string command) : ITeller
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<string?> TellAsync(HeardCallback callback, CancellationToken cancel)
    {
        var end = ScriptEnd.Of(callback);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var process = ProcessStarter.Start(new ProcessStartInfo("sh", ["-c", command])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                Environment =
                {
                    ["SCRIPT_HOST"] = end.Host,
                    ["SCRIPT_ID"] = end.Id,
                    ["SCRIPT_STATE"] = end.State,
                    ["SCRIPT_EXIT"] = end.Exit?.ToString(CultureInfo.InvariantCulture) ?? "",
                },
            });
            return await EndOfAsync(process, end.Log, limit.Token);
        }
        catch (Win32Exception missing)
        {
            return missing.Message;
        }
    }

    private static async Task<string?> EndOfAsync(Process process, string log, CancellationToken limit)
    {
        try
        {
            await FeedAsync(process.StandardInput, log, limit);
            await process.WaitForExitAsync(limit);
            return process.ExitCode == 0 ? null : $"the command ended with exit code {process.ExitCode}";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return "the command was killed before it had ended";
        }
    }

    // A command need not read the log.
    private static async Task FeedAsync(StreamWriter stdin, string log, CancellationToken limit)
    {
        try
        {
            await stdin.WriteAsync(log.AsMemory(), limit);
            stdin.Close();
        }
        catch (IOException)
        {
        }
    }
}
