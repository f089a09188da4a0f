using DeployTasks.Prompts;

namespace DeployTasks.Tests.Prompts;

/// <summary>A person who types these lines, then leaves.</summary>
internal sealed class RecordedTerminal(params string[] lines) : ITerminal
{
    private readonly Queue<string> _lines = new(lines);
    private int _open;

    public List<string> Shown { get; } = [];

    /// <summary>Set when a second question was shown before the first was answered.</summary>
    public bool WasCrowded { get; private set; }

    public async Task<string?> AskAsync(string host, Question question, string? complaint, CancellationToken cancel)
    {
        WasCrowded |= Interlocked.Increment(ref _open) > 1;
        Shown.Add($"[{host}] {(complaint is null ? "" : complaint + " - ")}{question.Text}");
        await Task.Yield();
        Interlocked.Decrement(ref _open);
        cancel.ThrowIfCancellationRequested();
        return _lines.TryDequeue(out var line) ? line : null;
    }
}
