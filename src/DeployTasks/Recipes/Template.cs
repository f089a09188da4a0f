using System.Collections.Immutable;

namespace DeployTasks.Recipes;

internal abstract record TemplatePart;

internal sealed record LiteralPart(string Text) : TemplatePart;

internal sealed record Placeholder(string Name, PlaceholderFilter Filter) : TemplatePart;

internal enum PlaceholderFilter { None, Raw, Quote, Command }

/// <summary>Cuts a text into literal parts and <c>{{name}}</c> or <c>{{name | filter}}</c>; <c>\{{</c> is literal.</summary>
internal static class Template
{
    public static ImmutableArray<TemplatePart> Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            if (open > at && text[open - 1] == '\\')
            {
                parts.Add(new LiteralPart(text[at..(open - 1)] + "{{"));
                at = open + 2;
                continue;
            }

            while (open + 2 < text.Length && text[open + 2] == '{')
            {
                open++;
            }

            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0 || ParsePlaceholder(text[(open + 2)..close]) is not { } placeholder)
            {
                throw new DeployException(Errors.BadPlaceholder(close < 0 ? text[open..] : text[open..(close + 2)]));
            }

            parts.Add(new LiteralPart(text[at..open]));
            parts.Add(placeholder);
            at = close + 2;
        }

        parts.Add(new LiteralPart(text[at..]));
        return parts.ToImmutable();
    }

    private static Placeholder? ParsePlaceholder(string inner)
    {
        var bar = inner.IndexOf('|');
        var name = (bar < 0 ? inner : inner[..bar]).Trim();
        PlaceholderFilter? filter = (bar < 0 ? "" : inner[(bar + 1)..].Trim()) switch
        {
            "" when bar < 0 => PlaceholderFilter.None,
            "raw" => PlaceholderFilter.Raw,
            "quote" => PlaceholderFilter.Quote,
            "command" => PlaceholderFilter.Command,
            _ => null,
        };
        return filter is { } known && IsName(name) ? new Placeholder(name, known) : null;
    }

    /// <summary>Names of settings: a letter or underscore, then letters, digits and <c>_ . / -</c>.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '/' or '-');
}
