using System.Collections;

namespace DeployTasks.Tool;

/// <summary>All that a command sees of the machine it runs on, so that a test can be the machine.</summary>
internal sealed record Surroundings(TextWriter Out, TextWriter Error, string Folder)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>For bytes and JSON, which must not be changed on their way.</summary>
    public Func<Stream> OpenOutput { get; init; } = () => Stream.Null;

    public bool OutIsTerminal { get; init; }

    /// <summary>A person can read our question and type an answer.</summary>
    public bool CanAsk { get; init; }

    public bool IsCi => Environment.GetValueOrDefault("CI") is { Length: > 0 } ci && ci is not ("false" or "0")
        || Environment.ContainsKey("GITHUB_ACTIONS") || Environment.ContainsKey("TF_BUILD") || Environment.ContainsKey("TEAMCITY_VERSION");

    public bool HasColours =>
        OutIsTerminal && Environment.GetValueOrDefault("NO_COLOR") is null or "" && Environment.GetValueOrDefault("TERM") != "dumb";

    public static Surroundings OfProcess() => new(Console.Out, Console.Error, Directory.GetCurrentDirectory())
    {
        Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!),
        OpenOutput = Console.OpenStandardOutput,
        OutIsTerminal = !Console.IsOutputRedirected,
        CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
    };
}
