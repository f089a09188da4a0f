using System.Text;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Prompts;

/// <summary>Puts questions to the person at the terminal: on stderr, so that stdout stays what it was.</summary>
/// <param name="live">Steps aside while a question is open; null when there is none.</param>
internal sealed class Terminal(TextWriter screen, IKeyboard keyboard, Secrets secrets, IScreen? live) : ITerminal
{
    public async Task<string?> AskAsync(string host, Question question, string? complaint, CancellationToken cancel)
    {
        // The turn may have come just because the question before was cancelled, and this one with it.
        cancel.ThrowIfCancellationRequested();
        live?.StepAside();
        try
        {
            var redaction = new Redaction(secrets);
            if (complaint is not null)
                await screen.WriteLineAsync(redaction.Text(complaint));
            await screen.WriteAsync(redaction.Text(Text(host, question)));
            await screen.FlushAsync(cancel);
            var answer = question.Kind == QuestionKind.Hidden
                ? await keyboard.ReadHiddenAsync(cancel)
                : await keyboard.ReadLineAsync(cancel);
            if (question.Kind == QuestionKind.Hidden)
                await screen.WriteLineAsync();
            return answer;
        }
        finally
        {
            live?.ComeBack();
        }
    }

    private static string Text(string host, Question question)
    {
        var text = new StringBuilder(question.PerHost ? $"[{host}] " : $"[{host} and all others] ");
        text.Append(question.Text);
        if (!question.Choices.IsEmpty)
            text.Append($" ({string.Join(", ", question.Choices)})");
        if (question.Kind == QuestionKind.Confirmation)
            text.Append(" (yes/no)");
        return text.Append(' ').ToString();
    }
}
