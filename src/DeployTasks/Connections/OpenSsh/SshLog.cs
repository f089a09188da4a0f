namespace DeployTasks.Connections.OpenSsh;

/// <summary>Knows from what the client wrote why it failed: its exit code is 255 for everything.</summary>
internal static class SshLog
{
    // First match counts.
    private static readonly (string Text, int Retries, Func<ConnectionSettings, string, Error> Error)[] Causes =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", 0, Errors.HostKeyChanged),
        ("Host key verification failed", 0, Errors.HostKeyUnknown),
        ("Permission denied (", 0, Errors.LoginRefused),
        ("Could not resolve hostname", 1, Errors.NameUnknown),
        ("Connection refused", 1, Errors.ConnectionRefused),
        ("during banner exchange", 0, Errors.ServerSilent),
        ("timed out", 0, Errors.NoAnswer),
        ("No route to host", 0, Errors.NoAnswer),
        ("Network is unreachable", 0, Errors.NoAnswer),
        ("Connection reset", 5, Errors.ConnectionCut),
        ("Connection closed", 5, Errors.ConnectionCut),
    ];

    public static ConnectionFault? Explain(string text, ConnectionSettings settings)
    {
        foreach (var (sign, retries, error) in Causes)
        {
            if (text.Contains(sign, StringComparison.Ordinal))
            {
                return new ConnectionFault(error(settings, text), retries);
            }
        }

        return null;
    }
}
