using System.Globalization;

namespace DeployTasks.Recipes;

/// <summary>As people write them: <c>250ms</c>, <c>90s</c>, <c>10m</c>, <c>1h30m</c>, <c>2d</c>; a bare number is seconds.</summary>
public static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    // 49.7 days, near enough to for ever.
    private static readonly TimeSpan LongestOfTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>As much of it as a timer can bear.</summary>
    public static TimeSpan ForTimer(TimeSpan duration) => duration < LongestOfTimer ? duration : LongestOfTimer;

    public static TimeSpan Parse(string text) =>
        TryParse(text, out var duration) ? duration : throw new DeployException(Errors.NotADuration(text));

    public static bool TryParse(string text, out TimeSpan duration)
    {
        var rest = text.AsSpan().Trim();
        duration = TimeSpan.Zero;
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length;
            var unitEnd = rest[digits..].IndexOfAnyInRange('0', '9') is >= 0 and var next ? digits + next : rest.Length;
            if (!int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
                || Unit(rest[digits..unitEnd]) is not { } unit || amount > Longest / unit)
            {
                return false;
            }

            duration += amount * unit;
            if (duration > Longest)
            {
                return false;
            }

            rest = rest[unitEnd..];
        }

        return true;
    }

    private static TimeSpan? Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" or "" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        "d" => TimeSpan.FromDays(1),
        _ => null,
    };
}
