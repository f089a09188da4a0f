namespace DeployTasks.Prompts;

/// <summary>Answers from the sources, else from a person: one question at a time, and each only once.</summary>
/// <param name="terminal">Null when nobody may be asked; see <see cref="TerminalUse"/>.</param>
public sealed class Answers(AnswerSources sources, ITerminal? terminal) : IAnswers, IDisposable
{
    private const int Tries = 3;

    private readonly SemaphoreSlim _terminalIsFree = new(1);
    // Null: whoever was asked went away.
    private readonly Dictionary<(QuestionKind, string Key, string? Host), AnswerResult?> _spoken = [];

    public async Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel) =>
        sources.Find(host, question)
            ?? (terminal is null ? Unanswered(host, question) : await AskOnceAsync(terminal, host, question, cancel));

    public void Dispose() => _terminalIsFree.Dispose();

    private async Task<AnswerResult> AskOnceAsync(
        ITerminal person, string host, Question question, CancellationToken cancel)
    {
        await _terminalIsFree.WaitAsync(cancel);
        try
        {
            var asked = (question.Kind, question.Key, question.PerHost ? host : null);
            if (!_spoken.TryGetValue(asked, out var spoken))
                _spoken[asked] = spoken = await AskAsync(person, host, question, cancel);
            return spoken ?? Unanswered(host, question);
        }
        finally
        {
            _terminalIsFree.Release();
        }
    }

    private static async Task<AnswerResult?> AskAsync(
        ITerminal person, string host, Question question, CancellationToken cancel)
    {
        AnswerResult? judged = null;
        for (var tries = 0; tries < Tries && judged is not { Error: null }; tries++)
        {
            if (await person.AskAsync(host, question, judged?.Error?.What, cancel) is not { } line)
                return null;
            judged = AnswerRules.Judge(question, line, "terminal");
        }
        return judged;
    }

    private static AnswerResult Unanswered(string host, Question question) =>
        AnswerResult.Failed("", Errors.Unanswered(question, [host]));
}
