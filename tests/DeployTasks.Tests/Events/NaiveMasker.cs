using System.Text;
using System.Text.RegularExpressions;
using DeployTasks.Events;

namespace DeployTasks.Tests.Events;

/// <summary>What masking means, said the slow way over a whole text: the oracle of the streaming masker.</summary>
internal static partial class NaiveMasker
{
    public static string Mask(string text, params string[] secrets)
    {
        var hidden = new bool[text.Length];
        foreach (Match escape in Invisible().Matches(text))
            Array.Fill(hidden, true, escape.Index, escape.Length);
        var positions = Enumerable.Range(0, text.Length).Where(i => !hidden[i]).ToArray();
        var visible = string.Concat(positions.Select(i => text[i]));
        var found = secrets.SelectMany(SecretForms.Of).Select(Encoding.UTF8.GetString).Distinct()
            .SelectMany(form => Occurrences(visible, form)).Select(at => (From: positions[at.From], To: positions[at.To]))
            .OrderBy(at => at.From);
        var masked = new StringBuilder();
        var end = 0;
        foreach (var (from, to) in Merge(found))
        {
            masked.Append(text, end, from - end).Append("***");
            end = to + 1;
        }
        return masked.Append(text, end, text.Length - end).ToString();
    }

    private static IEnumerable<(int From, int To)> Occurrences(string text, string form)
    {
        for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            yield return (at, at + form.Length - 1);
    }

    private static List<(int From, int To)> Merge(IEnumerable<(int From, int To)> found)
    {
        var merged = new List<(int From, int To)>();
        foreach (var next in found)
        {
            if (merged.Count > 0 && next.From <= merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, next.To));
            else
                merged.Add(next);
        }
        return merged;
    }

    [GeneratedRegex("\u001b\\[[0-9:;]*m|[\\x00-\\x08\\x0e-\\x1f\\x7f]", RegexOptions.NonBacktracking)]
    private static partial Regex Invisible();
}
