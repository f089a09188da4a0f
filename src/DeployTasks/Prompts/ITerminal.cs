namespace DeployTasks.Prompts;

/// <summary>A person who can be asked.</summary>
public interface ITerminal
{
    /// <summary>Shows one question and reads one line, without echo when it is hidden.</summary>
    /// <param name="complaint">What was wrong with the line before; null the first time.</param>
    /// <returns>Null when nobody is there any more: end of file.</returns>
    Task<string?> AskAsync(string host, Question question, string? complaint, CancellationToken cancel);
}
