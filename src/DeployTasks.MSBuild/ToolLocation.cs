using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeployTasks.MSBuild;

/// <summary>Finds the tool in the package: what was compiled ahead of time for this platform, else IL.</summary>
internal static class ToolLocation
{
    /// <summary>How to start it; null when there is none in <paramref name="path"/>.</summary>
    /// <param name="path">The package's <c>tools/</c>, or a program of the user's choice.</param>
    public static ProcessStartInfo? Find(string path)
    {
        if (File.Exists(path))
        {
            return path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ByDotnet(path) : new ProcessStartInfo(path);
        }

        return new[] { Platform(), "any" }
            .Select(folder => Path.GetFullPath(Path.Combine(path, folder, "dotnet-deploy.dll")))
            .Where(File.Exists)
            .Select(ByDotnet)
            .FirstOrDefault();
    }

    private static ProcessStartInfo ByDotnet(string assembly) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            Arguments = CommandText.Quote("exec") + " --roll-forward Major " + CommandText.Quote(assembly),
        };

    private static string Platform()
    {
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }
}
