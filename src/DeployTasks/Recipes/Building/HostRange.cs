using System.Globalization;

namespace DeployTasks.Recipes.Building;

/// <summary><c>web[01:12]-[a:c]</c>: every bracket is a range of its own, leading zeros stay, IPv6 literals too.</summary>
internal static class HostRange
{
    private const int MostHosts = 10_000;

    public static IReadOnlyList<string> Expand(string pattern)
    {
        var open = pattern.IndexOf('[');
        var close = pattern.IndexOf(']');
        if (open < 0 && close < 0)
        {
            return [pattern];
        }

        if (close < open || open < 0)
        {
            throw Bad(pattern, "its brackets do not match");
        }

        var inside = pattern[(open + 1)..close];
        var heads = HostNames.IsIPv6(inside) ? [$"[{inside}]"] : Range(inside, pattern);
        var tails = Expand(pattern[(close + 1)..]);
        return (long)heads.Count * tails.Count > MostHosts
            ? throw Bad(pattern, $"it stands for more than {MostHosts} hosts")
            : [.. heads.SelectMany(head => tails.Select(tail => pattern[..open] + head + tail))];
    }

    private static List<string> Range(string inside, string pattern)
    {
        if (inside.Split(':') is not [{ Length: > 0 } first, { Length: > 0 } last])
        {
            throw Bad(pattern, $"[{inside}] is no range");
        }

        if (first is [var a] && last is [var z] && (AreBoth(char.IsAsciiLetterLower, a, z) || AreBoth(char.IsAsciiLetterUpper, a, z)))
        {
            return [.. Between(a, z, pattern).Select(letter => ((char)letter).ToString())];
        }

        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to))
        {
            throw Bad(pattern, $"[{inside}] joins neither two numbers nor two letters of one case");
        }

        var padded = first.StartsWith('0') || last.StartsWith('0') ? $"D{Math.Max(first.Length, last.Length)}" : "D";
        return [.. Between(from, to, pattern).Select(number => number.ToString(padded, CultureInfo.InvariantCulture))];
    }

    private static bool AreBoth(Func<char, bool> kind, char first, char last) => kind(first) && kind(last);

    private static IEnumerable<int> Between(int from, int to, string pattern)
    {
        var step = from <= to ? 1 : -1;
        var count = Math.Abs((long)to - from) + 1;
        return count > MostHosts
            ? throw Bad(pattern, $"it stands for more than {MostHosts} hosts")
            : Enumerable.Range(0, (int)count).Select(index => from + index * step);
    }

    private static DeployException Bad(string pattern, string why) => new(Errors.BadHostRange(pattern, why));
}
