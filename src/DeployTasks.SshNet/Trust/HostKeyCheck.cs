using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Connections.Config;
using DeployTasks.SshNet.Keys;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet.Trust;

/// <summary>Decides whether the key that a host shows is the host's. SSH.NET itself trusts every key.</summary>
internal sealed class HostKeyCheck(Route route)
{
    private readonly KnownHosts _known = Read(route);
    private string _type = "";
    private byte[] _key = [];

    public IEnumerable<string> KnownTypes => _known.Types;

    /// <summary>Null before a key was seen.</summary>
    public Judgement? Judgement { get; private set; }

    /// <summary>The key that was seen: its type and its fingerprint.</summary>
    public string Seen => _key is [] ? "" : $"{_type} {Fingerprint.Of(_key)}";

    public void Judge(HostKeyEventArgs shown)
    {
        // Refused until judged: an exception below must not count as trust.
        shown.CanTrust = false;
        _key = shown.HostKey;
        _type = new WireReader(_key).Text();
        Judgement = _known.Judge(_type, _key);
        shown.CanTrust = Judgement.Verdict == Verdict.Known;
    }

    /// <summary>Why the key was refused; null when it was not.</summary>
    public Error? Refusal()
    {
        var to = route.Settings;
        var name = route.KnownName;
        var seen = new LoginFacts { HostKey = Seen, KeyOwner = name, OffendingKey = Judgement?.Place ?? "" };
        return Judgement?.Verdict switch
        {
            Verdict.Unknown => Errors.HostKeyUnknown(to, seen, $"{name} {_type} {Convert.ToBase64String(_key)}"),
            Verdict.Changed => Errors.HostKeyChanged(to, seen),
            Verdict.Revoked => Errors.HostKeyRevoked(to, seen),
            Verdict.CertifiedOnly => Errors.OnlyOpenSsh(to.Host, "@cert-authority in known_hosts"),
            _ => null,
        };
    }

    private static KnownHosts Read(Route route)
    {
        try
        {
            return KnownHosts.Read(Files(route), route.KnownAs, route.Port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFailedException(Errors.HostKeyRefused(route.Settings, new LoginFacts { Said = e.Message }));
        }
    }

    private static IEnumerable<string> Files(Route route) =>
        (new SshFolder(route.Settings.RunFolder).GivenKnownHosts ?? route.Settings.KnownHostsFile) is { } own
            ? [own]
            : route.Config.ListedPaths("userknownhostsfile", "~/.ssh/known_hosts", "~/.ssh/known_hosts2")
                .Concat(route.Config.ListedPaths("globalknownhostsfile", "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"));
}
