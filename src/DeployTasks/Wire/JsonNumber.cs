namespace DeployTasks.Wire;

internal static class JsonNumber
{
    /// <summary>The grammar of RFC 8259 §6, which YAML's numbers (<c>0755</c>, <c>.5</c>, <c>+1</c>) overstep.</summary>
    public static bool IsOne(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("-"))
        {
            text = text[1..];
        }
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }
        text = text[whole..];
        if (text.StartsWith("."))
        {
            var fraction = Digits(text[1..]);
            if (fraction == 0)
            {
                return false;
            }
            text = text[(1 + fraction)..];
        }
        if (text.IsEmpty)
        {
            return true;
        }
        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }
        text = text[1..];
        text = text.StartsWith("+") || text.StartsWith("-") ? text[1..] : text;
        return !text.IsEmpty && Digits(text) == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }
        return count;
    }
}
