using System.ComponentModel;
using System.Diagnostics;
using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>Starts our own executable once more, as <c>worker</c>. Not <c>dotnet deploy</c>: its shim costs 150 ms.</summary>
/// <param name="executable">Absolute path; <c>dotnet</c> itself when this program runs as <c>dotnet dotnet-deploy.dll</c>.</param>
/// <param name="arguments">What comes before <c>worker</c>.</param>
public sealed class WorkerLauncher(string executable, IReadOnlyList<string> arguments) : IWorkerLauncher
{
    private const string ConnectionSecrets = "DEPLOY_SSH_";

    /// <summary>Workers of the same program as this process.</summary>
    public static WorkerLauncher OfThisProgram(string entryAssembly)
    {
        var executable = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        return new WorkerLauncher(executable, isHost ? [entryAssembly] : []);
    }

    public IWorkerProcess Start(WorkerOrder order)
    {
        var info = new ProcessStartInfo(executable, [.. arguments, "worker", "--url", order.Url, "--host", order.Host])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new WorkerProcess(ProcessStarter.Start(info, SecretsOf(info, order)));
        }
        catch (Win32Exception reason)
        {
            return new UnstartedWorker(reason.Message);
        }
    }

    /// <summary>A worker logs in for us, so it gets what that takes, and its own token; answers come by <c>/proxy</c> alone.</summary>
    private static Dictionary<string, string> SecretsOf(ProcessStartInfo info, WorkerOrder order)
    {
        var secrets = info.Environment
            .Where(variable => variable.Key.StartsWith(ConnectionSecrets, StringComparison.Ordinal))
            .ToDictionary(variable => variable.Key, variable => variable.Value!);
        secrets[WorkerEnvironment.Token] = order.Token;
        return secrets;
    }
}
