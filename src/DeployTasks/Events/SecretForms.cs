using System.Text;
using System.Text.Encodings.Web;

namespace DeployTasks.Events;

/// <summary>
/// The shapes in which a secret turns up in a log: as it is, line by line, in base64 at each of three alignments, and
/// escaped for an address, JSON, XML or a shell. The list of GitHub's runner, whose users expect it.
/// </summary>
internal static class SecretForms
{
    private static readonly char[] LineBreaks = ['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'];

    /// <summary>The parts of a secret that are masked by themselves; no form ever holds a line break.</summary>
    public static IEnumerable<string> Lines(string secret) =>
        secret.Split(LineBreaks).Where(line => line.Length >= Secrets.MinimumLength);

    public static IEnumerable<byte[]> Of(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return Lines(secret).SelectMany(Escaped)
            .Concat(Enumerable.Range(0, 3).SelectMany(shift => Base64(bytes, shift)))
            .Select(Visible)
            .Where(form => form.Length >= Secrets.MinimumLength);
    }

    // The masker passes over control bytes, so a form must not hold any.
    private static byte[] Visible(string form) =>
        [.. Encoding.UTF8.GetBytes(form).Where(value => value is >= 0x20 or (>= 0x09 and <= 0x0d))];

    private static IEnumerable<string> Escaped(string line)
    {
        yield return line;
        var address = Uri.EscapeDataString(line);
        yield return address;
        yield return address.Replace("%20", "+");
        yield return LowerHex(address);
        yield return address.Replace("%2F", "/");
        yield return JavaScriptEncoder.Default.Encode(line);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(line);
        yield return Json(line, static c => "<>&".Contains(c));
        var ascii = Json(line, static c => c > '~');
        yield return ascii;
        yield return ascii.Replace("/", "\\/");
        var xml = line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
        yield return xml;
        yield return xml.Replace("\"", "&quot;").Replace("'", "&apos;");
        yield return xml.Replace("\"", "&quot;").Replace("'", "&#39;");
        yield return line.Replace("'", "'\\''");
        yield return line.Replace("'", "'\"'\"'");
        yield return Backslashed(line, c => "\\\"$`".Contains(c));
        yield return Backslashed(line, c => !char.IsAsciiLetterOrDigit(c) && !"_-./,:=@+%".Contains(c) && c < 0x80);
    }

    private static string Backslashed(string line, Func<char, bool> special) =>
        string.Concat(line.Select(c => special(c) ? $"\\{c}" : c.ToString()));

    // As Go, Python and PHP write it: .NET's encoders have upper case behind \u.
    private static string Json(string line, Func<char, bool> escaped) =>
        string.Concat(line.Select(c => c switch
        {
            '"' or '\\' => $"\\{c}",
            '\t' => "\\t",
            _ when c < ' ' || escaped(c) => $"\\u{(int)c:x4}",
            _ => c.ToString(),
        }));

    private static string LowerHex(string address)
    {
        var text = address.ToCharArray();
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '%')
                (text[i + 1], text[i + 2]) = (char.ToLowerInvariant(text[i + 1]), char.ToLowerInvariant(text[i + 2]));
        }
        return new string(text);
    }

    // Inside a longer text the first and last characters also depend on the neighbours; only the sure ones are kept.
    private static IEnumerable<string> Base64(byte[] secret, int shift)
    {
        var padded = new byte[shift + secret.Length];
        secret.CopyTo(padded, shift);
        var text = Convert.ToBase64String(padded);
        var start = shift == 0 ? 0 : shift + 1;
        var unsure = (padded.Length % 3) switch { 1 => 3, 2 => 2, _ => 0 };
        if (text.Length - unsure <= start)
            yield break;
        var sure = text[start..^unsure];
        yield return sure;
        yield return sure.Replace('+', '-').Replace('/', '_');
    }
}
