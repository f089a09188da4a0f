using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeployTasks;

#pragma warning disable MA0144 // netstandard2.0, for which MSBuild's half is compiled, has no System.OperatingSystem.
/// <summary>Finds the tool in a package that carries it: what was compiled ahead of time for this platform, else IL.</summary>
internal static class CarriedTool
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>A program, or an assembly for <c>dotnet exec</c>; null when there is none.</summary>
    /// <param name="tools">The package's <c>tools/</c>.</param>
    public static string? In(string tools)
    {
        var (fast, any) = (Path.GetFullPath(Path.Combine(tools, Platform())), Path.GetFullPath(Path.Combine(tools, "any")));
        var assembly = new[] { fast, any }.Select(folder => Path.Combine(folder, "dotnet-deploy.dll")).FirstOrDefault(File.Exists);
        var native = Path.Combine(fast, IsWindows ? "dotnet-deploy.exe" : "dotnet-deploy");
        // Beside an assembly of its own it is no native code, but what looks for a runtime.
        return assembly?.StartsWith(fast + Path.DirectorySeparatorChar, StringComparison.Ordinal) != true && Runs(native) ? native : assembly;
    }

    // Asked rather than guessed: NuGet lets only the owner of a package execute it, and another libc, or an older one, cannot.
    private static bool Runs(string program)
    {
        if (!File.Exists(program))
        {
            return false;
        }

        try
        {
#pragma warning disable RS0030 // The engine's ProcessStarter is not here: no front end loads the engine.
            using var version = Process.Start(new ProcessStartInfo(program, "--version")
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
#pragma warning restore RS0030
            version.StandardOutput.ReadToEnd();
            version.WaitForExit();
            return version.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string Platform()
    {
        var system = IsWindows ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }
}
