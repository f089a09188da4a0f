using System.Text;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>Texts that others wrote, made harmless for Markdown: no links, no HTML, no end of a cell or a block.</summary>
internal static class Markdown
{
    private const int LongestLine = 1000;
    private const string Special = "\\`*_{}[]()<>#+-!|~&@:";

    public static string Cell(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var symbol in Plain(text).ReplaceLineEndings(" "))
        {
            if (Special.Contains(symbol))
                escaped.Append('\\');
            escaped.Append(symbol);
        }
        return escaped.ToString();
    }

    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    /// <summary>Verbatim lines, in a fence that is longer than any in them.</summary>
    public static string Block(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines.Select(Plain));
        var fence = new string('`', Math.Max(3, LongestRun(text, '`') + 1));
        return $"{fence}text\n{text}\n{fence}\n";
    }

    /// <summary>Without colours, and not longer than anybody reads.</summary>
    private static string Plain(string line)
    {
        var plain = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\u001b' && line.IndexOf('m', i) is > 0 and var end)
                i = end;
            else
                plain.Append(line[i]);
        }
        return plain.Length <= LongestLine ? plain.ToString() : $"{plain.ToString(0, LongestLine)} …";
    }

    private static int LongestRun(string text, char symbol)
    {
        var (longest, run) = (0, 0);
        foreach (var one in text)
        {
            run = one == symbol ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
