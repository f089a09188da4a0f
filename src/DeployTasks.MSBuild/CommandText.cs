using System.Text;

namespace DeployTasks.MSBuild;

/// <summary>One command line out of words, by the rules that .NET splits it with again on every platform.</summary>
internal static class CommandText
{
    public static string Of(IEnumerable<string> words) => string.Join(" ", words.Select(Quote));

    public static string Quote(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./:=,+@%".IndexOf(c) >= 0))
        {
            return word;
        }

        var text = new StringBuilder("\"");
        var slashes = 0;
        foreach (var c in word)
        {
            // A backslash counts only before a quote, and there it is doubled.
            text.Append('\\', c == '"' ? slashes + 1 : 0).Append(c);
            slashes = c == '\\' ? slashes + 1 : 0;
        }

        return text.Append('\\', slashes).Append('"').ToString();
    }
}
