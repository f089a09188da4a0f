using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeployTasks.Lab;

/// <summary>Starts and signals servers and tools of the tests, always by pid.</summary>
public static partial class LabProcess
{
    /// <summary>What stands before a command to run it as a user whom permissions bind: root becomes nobody, everybody else is bound already.</summary>
    public static IReadOnlyList<string> AsNobody =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

    public static Process Start(string program, IEnumerable<string> arguments, Action<ProcessStartInfo>? configure = null)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        configure?.Invoke(info);
#pragma warning disable RS0030 // Not a child of a deployment: the lab starts the servers and the tools under test.
        return Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start");
#pragma warning restore RS0030
    }

    public static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    public static bool IsAlive(int pid) => Kill(pid, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int pid, int signal);
}
