using System.Text.RegularExpressions;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>As much of GitHub's expressions as our action uses; anything else is an error.</summary>
internal sealed partial class Expressions(Func<string, string> context, bool hasFailed)
{
    public string Fill(string template) => Placeholder().Replace(template, match => Value(match.Groups[1].Value));

    /// <summary>A condition that names no status function means "and nothing has failed".</summary>
    public bool Holds(string? condition)
    {
        var terms = (condition ?? "").Split("&&", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (terms.Contains("always()") || !hasFailed) && terms.Where(term => term != "always()").All(IsTrue);
    }

    private bool IsTrue(string term)
    {
        var (left, isEqual, right) = term.Split("!=", StringSplitOptions.TrimEntries) is [var a, var b] ? (a, false, b)
            : term.Split("==", StringSplitOptions.TrimEntries) is [var c, var d] ? (c, true, d)
            : throw new NotSupportedException(term);
        return Value(left) == right.Trim('\'') == isEqual;
    }

    private string Value(string name) => Name().IsMatch(name) ? context(name) : throw new NotSupportedException(name);

    [GeneratedRegex(@"\$\{\{\s*(.*?)\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[a-z]+(\.[A-Za-z_-]+)+$")]
    private static partial Regex Name();
}
