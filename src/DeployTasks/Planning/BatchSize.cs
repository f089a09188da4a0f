using System.Collections.Immutable;
using System.Globalization;

namespace DeployTasks.Planning;

/// <summary><c>--batch</c>: so many hosts, or a percentage of those a block concerns, rounded down, at least one.</summary>
internal sealed record BatchSize(int Number, bool IsPercentage)
{
    /// <summary>Null without <paramref name="written"/>, and when it is a mistake.</summary>
    public static BatchSize? Parse(string? written, Mistakes mistakes)
    {
        if (written is null)
            return null;
        var isPercentage = written.EndsWith('%');
        var digits = isPercentage ? written[..^1] : written;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && !(isPercentage && number > 100))
            return new BatchSize(number, isPercentage);
        mistakes.Add(Errors.BadBatch(written));
        return null;
    }

    /// <summary>At least one batch, the last of which may be smaller.</summary>
    public ImmutableArray<ImmutableArray<PlannedHost>> Split(ImmutableArray<PlannedHost> hosts) => hosts.IsEmpty
        ? [hosts]
        : [.. hosts.Chunk(Of(hosts.Length)).Select(ImmutableArray.Create)];

    private int Of(int hosts) => IsPercentage ? Math.Max(1, (int)(hosts * (long)Number / 100)) : Number;
}
