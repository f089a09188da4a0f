using DeployTasks.Events;
using DeployTasks.Prompts;

namespace DeployTasks.Tool.Prompts;

/// <summary>Makes every answer to a hidden question a secret before anybody else sees it.</summary>
internal sealed class SecretAnswers(IAnswers answers, Secrets secrets) : IAnswers
{
    public async Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel)
    {
        var result = await answers.AnswerAsync(host, question, cancel);
        if (!result.IsSecret)
            return result;
        if (!Secrets.CanMask(result.Answer))
            return AnswerResult.Failed(result.Source, Errors.SecretTooShort(question.Key));
        secrets.Add(result.Answer);
        return result;
    }
}
