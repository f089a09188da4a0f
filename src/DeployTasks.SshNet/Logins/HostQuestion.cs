using DeployTasks.Connections;
using DeployTasks.Prompts;

namespace DeployTasks.SshNet.Logins;

/// <summary>What a host wants to know before it lets somebody in.</summary>
/// <param name="key">Names the answer.</param>
internal sealed class HostQuestion(string key, AskSecret ask)
{
    public string Key => key;

    public bool IsAnswered { get; private set; }

    /// <summary>What would answer it, or why the answer that there is was not used.</summary>
    public string Remedy { get; private set; } = $"set {AnswerVariable.Of(key)}";

    /// <summary>Null when there is no answer: the login fails for its own reason.</summary>
    public string? Ask(string text)
    {
        try
        {
            var answer = ask(key, text);
            IsAnswered = answer is not null;
            return answer;
        }
        catch (DeployException none)
        {
            Remedy = none.Message;
            return null;
        }
    }
}
