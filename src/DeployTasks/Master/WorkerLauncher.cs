using System.ComponentModel;
using System.Diagnostics;
using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>Starts our own executable once more, as <c>worker</c>. Not <c>dotnet deploy</c>: its shim costs 150 ms.</summary>
/// <param name="executable">Absolute path; <c>dotnet</c> itself when this program runs as <c>dotnet dotnet-deploy.dll</c>.</param>
/// <param name="arguments">What comes before <c>worker</c>.</param>
public sealed class WorkerLauncher(string executable, IReadOnlyList<string> arguments) : IWorkerLauncher
{
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
            // Nothing else of ours: keys come by the run's agent, answers by /proxy alone.
            return new WorkerProcess(ProcessStarter.Start(info, new Dictionary<string, string> { [WorkerEnvironment.Token] = order.Token }));
        }
        catch (Win32Exception reason)
        {
            return new UnstartedWorker(reason.Message);
        }
    }
}
