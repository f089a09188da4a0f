using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DeployTasks.Tool;

/// <summary>Where our stdout leads.</summary>
internal static partial class StandardOutput
{
    private const int Windows = -11;
    private const int Unix = 1;

    /// <summary>What is printed stays on a disk.</summary>
    public static bool IsFile()
    {
        using var handle = new SafeFileHandle(OperatingSystem.IsWindows() ? GetStdHandle(Windows) : Unix, ownsHandle: false);
        try
        {
            RandomAccess.GetLength(handle);
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    [LibraryImport("kernel32.dll")]
    private static partial nint GetStdHandle(int which);
}
