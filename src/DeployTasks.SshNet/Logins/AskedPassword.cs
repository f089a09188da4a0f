using DeployTasks.Connections;
using Renci.SshNet;

namespace DeployTasks.SshNet.Logins;

/// <summary>A password that somebody is asked for when the host comes to it, and not before.</summary>
internal sealed class AskedPassword(string user, AskSecret ask) : AuthenticationMethod(user)
{
    public override string Name => "password";

    public override AuthenticationResult Authenticate(Session session)
    {
        // SSH.NET comes here only where the host takes it.
        AllowedAuthentications = [Name];
        if (ask("ssh_password", $"Password of {Username}") is not { } password)
        {
            return AuthenticationResult.Failure;
        }

        using var method = new PasswordAuthenticationMethod(Username, password);
        var result = method.Authenticate(session);
        AllowedAuthentications = method.AllowedAuthentications;
        return result;
    }
}
