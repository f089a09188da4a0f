using Renci.SshNet;

namespace DeployTasks.SshNet.Logins;

/// <summary>
/// Spares a new connection a pause of 40 ms. Until its first command sshd sends small packets by Nagle's rule (RFC 896): the
/// second waits until the first is acknowledged. The first is its list of host keys, which nobody answers, and our system
/// puts off acknowledging what it has nothing to say to (RFC 1122 §4.2.3.2). Anything that is sent takes the
/// acknowledgement along, so until the first command has begun SSH.NET says nothing, every few milliseconds.
/// </summary>
internal static class Nudge
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>A client that nudges its server from the login on.</summary>
    public static SshClient Started(ConnectionInfo info) => new(info) { KeepAliveInterval = Interval };

    public static void End(SshClient client) => client.KeepAliveInterval = Timeout.InfiniteTimeSpan;
}
