using System.Text;

namespace DeployTasks.Releases.Packing;

/// <summary>
/// File names are bytes. Inside this folder a name is a string with one character per byte (Latin-1), so that any name
/// survives, sorting is by bytes, and only what a person reads is decoded.
/// </summary>
internal static class RawName
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string From(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public static byte[] Bytes(string raw) => Encoding.Latin1.GetBytes(raw);

    /// <summary>What to show; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Display(string raw) => Encoding.UTF8.GetString(Bytes(raw));

    /// <summary>The name as .NET's file functions take it; null when it is not UTF-8, which they cannot express.</summary>
    public static string? Text(string raw)
    {
        try
        {
            return Strict.GetString(Bytes(raw));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Control characters and backslashes, which line-based tools cannot carry; see <see cref="Escape"/>.</summary>
    public static bool IsOdd(string raw) => raw.AsSpan().ContainsAny(Odd);

    /// <summary>For <c>printf %b</c>: one word, whatever the name.</summary>
    public static string Escape(string raw)
    {
        var text = new StringBuilder(raw.Length + 8);
        foreach (var c in raw)
        {
            _ = c is ' ' or '\\' or '\x7f' or < ' ' ? text.Append("\\0").Append(Convert.ToString(c, 8).PadLeft(3, '0')) : text.Append(c);
        }

        return text.ToString();
    }

    private static ReadOnlySpan<char> Odd =>
        "\\\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f";
}
