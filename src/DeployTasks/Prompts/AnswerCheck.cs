using System.Collections.Immutable;

namespace DeployTasks.Prompts;

/// <summary>A question that a run will ask, or with <paramref name="Maybe"/> might.</summary>
public sealed record ExpectedQuestion(string Host, Question Question, bool Maybe, Place? Place);

/// <summary>What is known about the answers before any host is touched.</summary>
/// <param name="Problems">Each ends the run; one list, so that nobody sets variables one run at a time.</param>
/// <param name="Warnings">Questions that may come and would then fail; arguments that answer nothing.</param>
public sealed record AnswerCheck(ImmutableArray<Error> Problems, ImmutableArray<Error> Warnings)
{
    /// <param name="canAsk">A person can be asked: nothing is unanswered then.</param>
    public static AnswerCheck Of(AnswerSources sources, IReadOnlyCollection<ExpectedQuestion> expected, bool canAsk)
    {
        var answers = expected.Select(one => new Looked(one, sources.Find(one.Host, one.Question))).ToArray();
        var wrong = answers.Where(one => one.Found?.Error is not null)
            .Select(one => one.Found!.Error!.At(one.Asked.Place));
        var unanswered = canAsk ? [] : answers.Where(one => one.Found is null).Select(one => one.Asked).ToArray();
        Error[] missing = [.. Unanswered(unanswered.Where(one => !one.Maybe))];
        return new AnswerCheck(
            [.. AnswerVariable.Collisions(expected), .. wrong.Distinct(), .. missing],
            [.. Unanswered(unanswered.Where(one => one.Maybe)).Except(missing), .. Idle(sources, expected)]);
    }

    private static IEnumerable<Error> Unanswered(IEnumerable<ExpectedQuestion> expected) => expected
        .GroupBy(one => (one.Question.Key, one.Question.Kind, Host: one.Question.PerHost ? one.Host : null))
        .Select(same => Errors.Unanswered(same.First().Question, [.. same.Select(one => one.Host).Distinct()])
            .At(same.First().Place));

    private static IEnumerable<Error> Idle(AnswerSources sources, IEnumerable<ExpectedQuestion> expected)
    {
        var keys = expected.Select(one => one.Question.Key).ToHashSet();
        return sources.Arguments.Keys.Where(key => !keys.Contains(key)).Select(key => Errors.IdleAnswer(key, keys));
    }

    private sealed record Looked(ExpectedQuestion Asked, AnswerResult? Found);
}
