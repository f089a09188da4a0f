namespace DeployTasks.Connections.Local;

/// <summary>This machine's <c>sh</c> as a person would have it, not as a .NET program under MSBuild hands it on.</summary>
internal static class LocalShell
{
    // A nested dotnet would take its SDK, its tasks and its session from the build that started us.
    private static readonly string[] OfTheBuild = ["MSBUILD", "DOTNET_HOST_PATH", "DOTNET_CLI_TELEMETRY_SESSIONID"];

    // .NET ignores SIGPIPE and its children inherit that, so `yes | head` would complain; no shell can undo it, GNU env can.
    private const string WithSigpipe = """
        env --default-signal=PIPE true 2>/dev/null && exec env --default-signal=PIPE sh "$@"
        exec sh "$@"
        """;

    public static string[] Command() =>
    [
        "env", .. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOfTheBuild).SelectMany(name => (string[])["-u", name]),
        "sh", "-c", WithSigpipe, "sh",
    ];

    private static bool IsOfTheBuild(string name) =>
        Array.Exists(OfTheBuild, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
