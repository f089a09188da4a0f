using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Prompts;

namespace DeployTasks.Tool.Prompts;

/// <summary>
/// The answers of one run: one to a hidden question is a secret before anybody else sees it, and nobody is asked any more
/// once the run is being cancelled.
/// </summary>
internal sealed class RunAnswers(IAnswers answers, Secrets secrets, CancelSource run) : IAnswers
{
    public async Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, run.Stop);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            return Keep(question, await answers.AnswerAsync(host, question, either.Token));
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested)
        {
            return AnswerResult.Failed("", Errors.Cancelled(run.Cause));
        }
    }

    private AnswerResult Keep(Question question, AnswerResult result)
    {
        if (!result.IsSecret)
            return result;
        if (!Secrets.CanMask(result.Answer))
            return AnswerResult.Failed(result.Source, Errors.SecretTooShort(question.Key));
        secrets.Add(result.Answer);
        return result;
    }
}
