using System.Runtime.InteropServices;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>What the process does to itself before it does anything else.</summary>
internal static partial class Hardening
{
    private const int SetDumpable = 4;

    /// <summary>
    /// Its own session: Ctrl-C of the terminal must not reach our ssh clients before we have ended the steps in order.
    /// Not dumpable: a crash must not write the token to a core file, nor may another process of this user read it out of
    /// us (prctl(2)). Root may read <c>/proc/PID/environ</c> all the same, and CI often is root: so the token goes from
    /// there too.
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
        Overwrite(GetEnv(WorkerEnvironment.Token));
    }

    /// <summary>In the block this process was started with, which is what the kernel shows.</summary>
    private static void Overwrite(nint text)
    {
        for (; text != 0 && Marshal.ReadByte(text) != 0; text++)
        {
            Marshal.WriteByte(text, (byte)'*');
        }
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetEnv(string name);

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSid();

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint on, nuint unused3, nuint unused4, nuint unused5);
}
