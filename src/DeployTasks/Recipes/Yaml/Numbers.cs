namespace DeployTasks.Recipes.Yaml;

internal static class Numbers
{
    /// <summary>Sign, digits, fraction, exponent, as in JSON; leading zeros are fine, since numbers stay as written.</summary>
    public static bool IsNumber(string text)
    {
        var at = text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
        if (!Digits(text, ref at))
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (!Digits(text, ref at))
            {
                return false;
            }
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
            return Digits(text, ref at) && at == text.Length;
        }

        return at == text.Length;
    }

    private static bool Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at > start;
    }
}
