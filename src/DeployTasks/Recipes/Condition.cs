namespace DeployTasks.Recipes;

/// <summary>
/// The text of <c>if:</c>. <c>{{a}}</c>, <c>!{{a}}</c>, <c>{{a}} == text</c>, <c>{{a}} != 'text'</c>, joined by <c>&amp;&amp;</c>
/// and, weaker, <c>||</c>. False is: not set, empty, <c>false</c>, <c>no</c>, <c>off</c>, <c>0</c>. The operators are found
/// before the values are filled in, so a value cannot become one.
/// </summary>
public static class Condition
{
    public static bool Holds(string template, Settings settings)
    {
        // Every term is read, also where the first decides, so that nonsense never hides behind a lucky value.
        var alternatives = template.Split("||").Select(alternative =>
            alternative.Split("&&").Select(term => TermHolds(term.Trim(), settings)).ToArray()).ToArray();
        return alternatives.Any(terms => terms.All(holds => holds));
    }

    /// <summary>Throws when the text can be no condition, whatever the values.</summary>
    internal static void Check(string template)
    {
        Holds(template, Settings.Empty);
        if (!template.Contains("{{") && template.Trim().ToLowerInvariant() is not ("true" or "false"))
        {
            throw new DeployException(Errors.ConstantCondition(template));
        }
    }

    private static bool TermHolds(string term, Settings settings)
    {
        var equal = term.IndexOf("==", StringComparison.Ordinal);
        var unequal = term.IndexOf("!=", StringComparison.Ordinal);
        if (equal >= 0 || unequal >= 0)
        {
            var at = equal >= 0 && (unequal < 0 || equal < unequal) ? equal : unequal;
            return Operand(term[..at], settings) == Operand(term[(at + 2)..], settings) == (at == equal);
        }

        return term.StartsWith('!')
            ? !TermHolds(term[1..].Trim(), settings)
            : Operand(term, settings).Trim().ToLowerInvariant() is not ("" or "false" or "no" or "off" or "0");
    }

    private static string Operand(string text, Settings settings)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            throw new DeployException(Errors.EmptyOperand());
        }

        if (text[0] is '\'' or '"')
        {
            return text.Length > 1 && text[^1] == text[0]
                ? new Expansion(settings, lenient: true).Verbatim(text[1..^1])
                : throw new DeployException(Errors.OpenQuote(text));
        }

        return new Expansion(settings, lenient: true).Verbatim(text);
    }
}
