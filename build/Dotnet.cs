namespace DeployTasks.Build;

internal static class Dotnet
{
    /// <summary>The SDK that runs this program, whatever <c>PATH</c> says.</summary>
    private static readonly string Program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static Task RunAsync(params IEnumerable<string> arguments) => Child.RunAsync(Program, arguments);

    public static Task<(int Exit, string Output)> CaptureAsync(params IEnumerable<string> arguments) =>
        Child.CaptureAsync(Program, arguments);
}
