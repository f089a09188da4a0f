namespace DeployTasks.Connections.OpenSsh;

/// <summary>Finds why a connection failed in what the client wrote: its exit code is 255 for everything.</summary>
internal static class SshFault
{
    // Busy servers turn some of us away before the login (MaxStartups); they take us a little later.
    public const int RetriesWhenCut = 6;

    private delegate Error Explanation(ConnectionSettings to, LoginFacts seen);

    // In this order: a text may hold several signs, and the first that fits is the cause.
    private static readonly (string Sign, int Retries, Explanation Error)[] Signs =
    [
        ("REVOKED HOST KEY", 0, Errors.HostKeyRevoked),
        ("HOST IDENTIFICATION HAS CHANGED", 0, Errors.HostKeyChanged),
        ("Host key verification failed", 0, Errors.HostKeyRefused),
        ("Permission denied (", 0, KeyFault.Find),
        ("Too many authentication failures", 0, KeyFault.Find),
        ("too long for Unix domain socket", 0, Errors.ControlPathRefused),
        ("ControlPath too long", 0, Errors.ControlPathRefused),
        ("Bad configuration option", 0, Errors.BadSshConfig),
        ("Bad owner or permissions", 0, Errors.BadSshConfig),
        ("bad configuration options", 0, Errors.BadSshConfig),
        ("command-line line ", 0, Errors.BadSshConfig),
        ("Could not resolve hostname", 1, Errors.NameUnknown),
        ("Connection refused", 1, Errors.ConnectionRefused),
        ("during banner exchange", 0, Errors.ServerSilent),
        ("No SSH version received", 0, Errors.NotAnSshServer),
        ("banner line too long", 0, Errors.NotAnSshServer),
        ("Unable to negotiate", 0, Errors.NoCommonAlgorithm),
        ("timed out", 0, Errors.NoAnswer),
        ("No route to host", 0, Errors.NoAnswer),
        ("Network is unreachable", 0, Errors.NoAnswer),
        ("Connection reset", RetriesWhenCut, Errors.ConnectionCut),
        ("Connection closed", RetriesWhenCut, Errors.ConnectionCut),
        ("closed by remote host", RetriesWhenCut, Errors.ConnectionCut),
    ];

    /// <returns>Null when the log tells of no fault on the way to the host.</returns>
    public static ConnectionFault? Find(SshLog log, ConnectionSettings to)
    {
        if (log.IsLoggedIn)
        {
            return log.IsCommandForced ? new ConnectionFault(Errors.OtherCommand(to.Host, log.Brief), Retries: 0)
                : log.Has(": open failed: ") ? new ConnectionFault(Errors.NoSession(to.Host, log.Brief), Retries: 0)
                : null;
        }

        if (log.Banner is { } banner && !IsBusy(banner))
        {
            return new ConnectionFault(Errors.NotAnSshServer(to, log.Facts), Retries: 0);
        }

        var found = Array.Find(Signs, sign => log.Has(sign.Sign));
        return found.Error is null ? null : new ConnectionFault(found.Error(to, log.Facts), found.Retries);
    }

    public static bool IsBusy(string banner) => banner is "Not allowed at this time" or "Exceeded MaxStartups";
}
