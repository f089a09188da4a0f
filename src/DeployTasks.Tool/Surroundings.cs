using System.Collections;
using DeployTasks.Events;

namespace DeployTasks.Tool;

/// <summary>All that a command sees of the machine it runs on, so that a test can be the machine.</summary>
internal sealed record Surroundings(TextWriter Out, TextWriter Error, string Folder)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>All that must not be shown, however a command ends; grows while it goes on.</summary>
    public Secrets Secrets { get; init; } = new();

    /// <summary>For bytes and JSON, which must not be changed on their way.</summary>
    public Func<Stream> OpenOutput { get; init; } = () => Stream.Null;

    public bool OutIsTerminal { get; init; }

    /// <summary>Asked only where it matters: every worker has surroundings, too.</summary>
    public Func<bool> OutIsFile { get; init; } = () => false;

    /// <summary>A person can read our question and type an answer.</summary>
    public bool CanAsk { get; init; }

    public bool IsCi => Variable("CI") is not ("" or "false" or "0") || CiSystems.Any(Environment.ContainsKey);

    /// <summary>A step of GitHub Actions; the runner sets this and nobody else can.</summary>
    public bool IsGitHub => Variable("GITHUB_ACTIONS") == "true";

    /// <summary>The terminal can do more than print lines; Windows' says nothing and can.</summary>
    public bool HasCursor => OperatingSystem.IsWindows() || Variable("TERM") is not ("" or "dumb");

    public bool HasColours => OutIsTerminal && Variable("NO_COLOR").Length == 0 && Variable("TERM") != "dumb";

    /// <summary>Nothing fails for it.</summary>
    public void Warn(Error warning)
    {
        var shown = new Redaction(Secrets).Of(warning);
        Error.WriteLine($"{(shown.Place is { } place ? $"{place}: " : "")}warn {shown.Code}: {shown.What}. {shown.Next}");
    }

    private static string[] CiSystems => ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"];

    private string Variable(string name) => Environment.GetValueOrDefault(name, "");

    public static Surroundings OfProcess() => new(
        new StandardWriter(Console.Out, static why => throw new DeployException(Errors.NotPrinted(why))),
        new StandardWriter(Console.Error, static _ => { }),
        Directory.GetCurrentDirectory())
    {
        Environment = VariablesOfProcess(),
        OpenOutput = Console.OpenStandardOutput,
        OutIsTerminal = !Console.IsOutputRedirected,
        OutIsFile = StandardOutput.IsFile,
        CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
    };

    // Not by LINQ, whose methods over DictionaryEntry no image of the framework has ready.
    private static Dictionary<string, string> VariablesOfProcess()
    {
        var variables = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string)variable.Value!;
        }

        return variables;
    }
}
