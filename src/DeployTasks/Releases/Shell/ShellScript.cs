using System.Collections.Immutable;
using System.Text;

namespace DeployTasks.Releases.Shell;

/// <summary>
/// A command for a host as data: values, one of the scripts of this folder, calls of its functions. Values stand in
/// assignments, quoted, so a script is the same text whatever it is run for.
/// </summary>
internal sealed record ShellScript(ImmutableArray<string> Files)
{
    private static readonly string Library = Read("lib");

    private ImmutableArray<string> Assignments { get; init; } = [];
    private ImmutableArray<string> Calls { get; init; } = [];

    /// <param name="files">Names of the files, without <c>.sh</c>, in the order they are run after <c>lib</c>.</param>
    public static ShellScript Of(params ReadOnlySpan<string> files) => new([.. files]);

    public ShellScript With(string variable, string value) =>
        this with { Assignments = [.. Assignments, variable, "=", Recipes.Shell.Quote(value), "\n"] };

    public ShellScript With(string variable, bool value) => With(variable, value ? "yes" : "");

    /// <summary>The positional parameters the script starts with.</summary>
    public ShellScript WithArguments(IEnumerable<string> arguments) =>
        this with { Assignments = [.. Assignments, "set -- ", Words(arguments), "\n"] };

    /// <summary>Calls a function of the script once its own text has run.</summary>
    public ShellScript Then(string function, params string[] arguments) =>
        this with { Calls = [.. Calls, function, " ", Words(arguments), "\n"] };

    public override string ToString() => string.Concat([.. Assignments, Library, .. Files.Select(Read), .. Calls]);

    private static string Words(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Recipes.Shell.Quote));

    // Without its comments: a side channel's shell reads byte by byte.
    private static string Read(string file)
    {
        using var resource = typeof(ShellScript).Assembly.GetManifestResourceStream($"DeployTasks.Releases.Shell.{file}.sh")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        var text = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            if (!line.AsSpan().TrimStart().StartsWith('#'))
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
