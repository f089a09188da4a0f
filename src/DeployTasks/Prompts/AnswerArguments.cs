using System.Collections.Immutable;

namespace DeployTasks.Prompts;

/// <summary><c>--answer key=value</c>.</summary>
public static class AnswerArguments
{
    /// <summary>Split at the first <c>=</c>; the last of several for one key wins.</summary>
    /// <exception cref="DeployException">Every one that has no key or no <c>=</c>.</exception>
    public static ImmutableSortedDictionary<string, string> Parse(IReadOnlyCollection<string> written)
    {
        var bad = written.Where(argument => argument.IndexOf('=') < 1).Select(Errors.BadAnswerArgument).ToArray();
        if (bad.Length > 0)
            throw new DeployException(bad);
        var answers = ImmutableSortedDictionary.CreateBuilder<string, string>();
        foreach (var argument in written)
        {
            var split = argument.IndexOf('=');
            answers[argument[..split]] = argument[(split + 1)..];
        }
        return answers.ToImmutable();
    }
}
