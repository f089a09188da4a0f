namespace DeployTasks.Recipes;

/// <summary>
/// A script that stands in the recipe. In one for a shell every value is escaped for its place; in any other language it
/// stands only where the author vouches for it (<c>| raw</c>), since we do not know how to quote there.
/// </summary>
internal static class InlineScript
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "ksh", "mksh", "zsh"];

    /// <param name="interpreter">As it is written, so that checking and running judge alike; null: the script's first line.</param>
    public static string Expand(string script, string? interpreter, Settings settings)
    {
        var program = ProgramOf(interpreter ?? FirstLine(script));
        if (Shells.Contains(program))
        {
            return settings.Expand(script, Quoting.Shell);
        }

        var unsafely = Template.Parse(script).OfType<Placeholder>().FirstOrDefault(one => one.Filter != PlaceholderFilter.Raw);
        return unsafely is null
            ? settings.Expand(script, Quoting.Verbatim)
            : throw new DeployException(Errors.PlaceholderInOtherLanguage(unsafely.Name, program));
    }

    /// <summary>Throws when a placeholder stands where no value would be safe, whatever the values.</summary>
    public static void Check(string script, string? interpreter) => Expand(script, interpreter, Expansion.AnyValues(script));

    private static string FirstLine(string script) =>
        script.StartsWith("#!", StringComparison.Ordinal) ? script[2..].Split('\n')[0] : "sh";

    private static string ProgramOf(string line)
    {
        IEnumerable<string> words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (Program(words) == "env")
        {
            words = words.Skip(1).SkipWhile(word => word.StartsWith('-') || word.Contains('='));
        }

        return Program(Program(words) == "busybox" ? words.Skip(1) : words);
    }

    private static string Program(IEnumerable<string> words) => words.FirstOrDefault("") is var path ? path[(path.LastIndexOf('/') + 1)..] : "";
}
