using System.Runtime.InteropServices;

namespace DeployTasks.Build;

/// <summary>The .NET that runs this program, whatever <c>PATH</c> says.</summary>
internal static class Dotnet
{
    public static readonly string Root =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static readonly string Program = Path.Combine(Root, Repository.Program("dotnet"));

    public static Task RunAsync(params IEnumerable<string> arguments) => Child.RunAsync(Program, arguments);

    public static Task<(int Exit, string Output)> CaptureAsync(params IEnumerable<string> arguments) =>
        Child.CaptureAsync(Program, arguments);
}
