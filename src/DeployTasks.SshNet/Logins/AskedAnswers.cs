using DeployTasks.Connections;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet.Logins;

/// <summary>
/// The host's own questions (keyboard-interactive): a password, a code. Each becomes a prompt whose key is made of its
/// words, so <c>Verification code:</c> is answered by <c>DEPLOY_ANSWER_SSH_VERIFICATION_CODE</c>.
/// </summary>
internal sealed class AskedAnswers(string user, AskSecret ask) : AuthenticationMethod(user)
{
    // As long as sshd itself waits for a login (LoginGraceTime).
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public override string Name => "keyboard-interactive";

    public override AuthenticationResult Authenticate(Session session)
    {
        // SSH.NET comes here only where the host takes it.
        AllowedAuthentications = [Name];
        using var method = new KeyboardInteractiveAuthenticationMethod(Username);
        method.AuthenticationPrompt += (_, questions) => Answer(questions.Prompts);
        session.ConnectionInfo.Timeout = Patience;
        var result = method.Authenticate(session);
        AllowedAuthentications = method.AllowedAuthentications;
        return result;
    }

    /// <summary>What gets no answer ends the login.</summary>
    internal void Answer(IEnumerable<AuthenticationPrompt> questions)
    {
        foreach (var question in questions)
        {
            question.Response = ask(KeyOf(question.Request), $"{question.Request.Trim().TrimEnd(':')} of {Username}");
        }
    }

    private static string KeyOf(string question) => "ssh_" + string.Join('_', question.ToLowerInvariant()
        .Split([.. question.ToLowerInvariant().Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries));
}
