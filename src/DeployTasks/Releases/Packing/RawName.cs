using System.Text;

namespace DeployTasks.Releases.Packing;

/// <summary>
/// File names are bytes. Inside this folder a name is a string with one character per byte (Latin-1), so that any name
/// survives, sorting is by bytes, and only what a person reads is decoded.
/// </summary>
internal static class RawName
{
    public static string From(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public static byte[] Bytes(string raw) => Encoding.Latin1.GetBytes(raw);

    /// <summary>What to show; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Display(string raw) => Encoding.UTF8.GetString(Bytes(raw));

    /// <summary>Control characters and backslashes, which line-based tools cannot carry; see <see cref="Escape"/>.</summary>
    public static bool IsOdd(string raw) => raw.AsSpan().ContainsAnyInRange('\0', '\x1f') || raw.AsSpan().ContainsAny('\\', '\x7f');

    /// <summary>For <c>printf %b</c>: one word, whatever the name.</summary>
    public static string Escape(string raw)
    {
        var text = new StringBuilder(raw.Length + 8);
        foreach (var c in raw)
        {
            _ = c is ' ' or '\\' or '\x7f' or < ' '
                ? text.Append("\\0").Append(Convert.ToString(c, 8).PadLeft(3, '0'))
                : text.Append(c);
        }

        return text.ToString();
    }
}
