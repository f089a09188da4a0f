using System.Runtime.InteropServices;

namespace DeployTasks.Worker;

/// <summary>What the process does to itself before it does anything else.</summary>
internal static partial class Hardening
{
    private const int SetDumpable = 4;

    /// <summary>
    /// Its own session: Ctrl-C of the terminal must not reach our ssh clients before we have ended the steps in order.
    /// Not dumpable: otherwise <c>/proc/PID/environ</c> would show the token to other processes of this user for as long
    /// as we live, and a crash would write it to a core file (prctl(2)).
    /// </summary>
    public static void Apply()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        _ = SetSid();
        if (OperatingSystem.IsLinux())
        {
            _ = Prctl(SetDumpable, 0, 0, 0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSid();

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint on, nuint unused3, nuint unused4, nuint unused5);
}
