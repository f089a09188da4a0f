using System.Buffers;
using System.Text;

namespace DeployTasks.Events;

/// <summary>
/// Makes a line harmless for a terminal: colours stay and are reset at its end; every other control character and
/// everything that turns the direction of text becomes visible, like <c>\x1b</c> or <c>\u202e</c>.
/// </summary>
public static class TerminalText
{
    private const string Reset = "\u001b[0m";

    private static readonly SearchValues<char> Suspects = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Where(code => code != '\t').Select(code => (char)code),
        .. Enumerable.Range(0x7f, 0x21).Select(code => (char)code),
        '\u061c', '\u200e', '\u200f', '\u2028', '\u2029',
        '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069',
    ]);

    public static string Clean(string line)
    {
        var next = line.AsSpan().IndexOfAny(Suspects);
        if (next < 0)
            return line;
        var clean = new StringBuilder(line.Length + 16);
        var coloured = false;
        var rest = line.AsSpan();
        for (; next >= 0; next = rest.IndexOfAny(Suspects))
        {
            clean.Append(rest[..next]);
            rest = rest[next..];
            var colour = Colour.LengthAt(rest);
            if (colour > 0)
            {
                coloured = rest[..colour] is not ("\u001b[0m" or "\u001b[m");
                clean.Append(rest[..colour]);
            }
            else
            {
                Show(rest[0], clean);
            }
            rest = rest[Math.Max(colour, 1)..];
        }
        clean.Append(rest);
        return coloured ? clean.Append(Reset).ToString() : clean.ToString();
    }

    private static void Show(char suspect, StringBuilder clean) =>
        clean.Append(suspect < 0x100 ? $"\\x{(int)suspect:x2}" : $"\\u{(int)suspect:x4}");
}
