using System.Diagnostics;

namespace DeployTasks.MSBuild;

/// <summary>How to start the tool.</summary>
internal static class ToolLocation
{
    /// <summary>Null when there is none in <paramref name="path"/>.</summary>
    /// <param name="path">The package's <c>tools/</c>, or a program of the user's choice.</param>
    public static ProcessStartInfo? Find(string path) => (File.Exists(path) ? path : CarriedTool.In(path)) switch
    {
        null => null,
        var tool when tool.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) => ByDotnet(tool),
        var tool => new ProcessStartInfo(tool),
    };

    private static ProcessStartInfo ByDotnet(string assembly) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            Arguments = CommandText.Quote("exec") + " --roll-forward Major " + CommandText.Quote(assembly),
        };
}
