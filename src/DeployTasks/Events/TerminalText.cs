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
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f"
        + "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f"
        + "\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009a\u009b\u009c\u009d\u009e\u009f"
        + "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

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
