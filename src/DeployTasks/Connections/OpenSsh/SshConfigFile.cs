using System.Text;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// The ssh_config every client of a host is started with. A file and not options, because <c>-F</c> reaches the clients
/// of jump hosts and <c>-o</c> does not. First value wins, so ours stand above the user's.
/// </summary>
internal static class SshConfigFile
{
    public static string Text(ConnectionSettings settings, SshFolder folder)
    {
        var text = new StringBuilder("Host *\n");
        text.Append("BatchMode yes\nStrictHostKeyChecking yes\nUpdateHostKeys no\nVisualHostKey no\n");
        text.Append("RequestTTY no\nRemoteCommand none\nPermitLocalCommand no\n");
        text.Append("ForwardX11 no\nForwardAgent no\nClearAllForwardings yes\nTunnel no\n");
        text.Append("ControlMaster no\nControlPath none\nControlPersist no\n");
        text.Append($"ConnectTimeout {Seconds(settings.ConnectTimeout)}\nConnectionAttempts 1\n");
        text.Append($"ServerAliveInterval {Seconds(settings.KeepAlive)}\nServerAliveCountMax 3\n");
        AppendKeys(text, settings, folder);
        if ((folder.GivenKnownHosts ?? settings.KnownHostsFile) is { } known)
        {
            text.Append($"UserKnownHostsFile {Quote(known)}\nGlobalKnownHostsFile /dev/null\n");
        }

        foreach (var file in settings.ConfigFile is { } own ? [own] : (string[])["~/.ssh/config", "/etc/ssh/ssh_config"])
        {
            text.Append($"Include \"{file}\"\n");
        }

        return text.ToString();
    }

    private static void AppendKeys(StringBuilder text, ConnectionSettings settings, SshFolder folder)
    {
        List<string> keys = [.. folder.PublicKeys];
        if (keys.Count > 0)
        {
            text.Append($"IdentityAgent {Quote(folder.AgentSocket)}\n");
        }

        if (settings.IdentityFile is { } own)
        {
            keys.Add(own);
        }

        foreach (var key in keys)
        {
            text.Append($"IdentityFile {Quote(key)}\nIdentitiesOnly yes\n");
        }
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    /// <summary>A file name as ssh reads one, in the file and behind <c>-o</c>.</summary>
    // ssh expands percent signs in file names; a quote inside a name cannot be written in old versions.
    public static string Quote(string path) => $"\"{path.Replace("%", "%%")}\"";
}
