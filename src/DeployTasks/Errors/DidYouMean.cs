namespace DeployTasks;

public static class DidYouMean
{
    private const int LongWord = 10;

    /// <summary><c>Did you mean 'hosts'? </c> with a blank after it, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        Closest(word, known) is { } closest ? $"Did you mean '{closest}'? " : "";

    /// <summary>The known word at the smallest edit distance, if that is small for the word's length or only the end is missing.</summary>
    public static string? Closest(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(found => found.distance <= Math.Max(1, word.Length / 3) || IsBeginning(word, found.candidate))
        .OrderBy(found => found.distance)
        .Select(found => found.candidate)
        .FirstOrDefault();

    /// <summary>The known word that differs by one slip of the pen; in a long one by two.</summary>
    public static string? Misspelt(string word, IEnumerable<string> known) =>
        known.MinBy(candidate => Distance(word, candidate)) is { } nearest && Distance(word, nearest) <= (word.Length < LongWord ? 1 : 2)
            ? nearest : null;

    private static bool IsBeginning(string word, string candidate) =>
        word.Length >= 3 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // Edits: insert, delete, replace, and swap of neighbours.
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 10 || left.Length > 100)
        {
            return int.MaxValue;
        }

        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }

                var replace = costs[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                costs[i, j] = Math.Min(replace, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], 1 + costs[i - 2, j - 2]);
                }
            }
        }

        return costs[left.Length, right.Length];
    }
}
