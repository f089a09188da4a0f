namespace DeployTasks.SshNet.Trust;

internal enum Verdict { Known, Unknown, Changed, Revoked, CertifiedOnly }

/// <param name="Place">File and line of the key that was expected, when the key has changed.</param>
internal sealed record Judgement(Verdict Verdict, string Place);

/// <summary>The keys that are known of one host. By the rules of OpenSSH, and nothing is ever added.</summary>
internal sealed class KnownHosts
{
    private const int UsualPort = 22;

    private readonly List<KnownHostsLine> _lines = [];
    private readonly List<KnownHostsLine> _withoutPort = [];

    private KnownHosts()
    {
    }

    /// <summary>Types such as <c>ssh-ed25519</c> that are known of the host, in the order of the files.</summary>
    public IEnumerable<string> Types => _lines.Concat(_withoutPort).Where(line => line.Mark == Mark.None).Select(line => line.Type).Distinct();

    /// <param name="files">Those that do not exist hold nothing.</param>
    public static KnownHosts Read(IEnumerable<string> files, string host, int port)
    {
        var known = new KnownHosts();
        var plain = host.ToLowerInvariant();
        foreach (var line in files.Where(File.Exists).SelectMany(Lines))
        {
            if (line.IsFor(Name(plain, port)))
            {
                known._lines.Add(line);
            }
            else if (port != UsualPort && line.IsFor(plain))
            {
                known._withoutPort.Add(line);
            }
        }

        return known;
    }

    /// <summary>As it stands in known_hosts.</summary>
    public static string Name(string host, int port) => port == UsualPort ? host : $"[{host}]:{port}";

    public Judgement Judge(string type, byte[] key)
    {
        bool IsIt(KnownHostsLine line) => line.Key.AsSpan().SequenceEqual(key);

        if (_lines.Concat(_withoutPort).FirstOrDefault(line => line.Mark == Mark.Revoked && IsIt(line)) is { } revoked)
        {
            return new Judgement(Verdict.Revoked, revoked.Place);
        }

        var plain = _lines.FindAll(line => line.Mark == Mark.None);
        if (plain.Exists(IsIt))
        {
            return new Judgement(Verdict.Known, "");
        }

        // A key under the bare name opens any port, as with ssh; another key there proves nothing of this port.
        return plain.Find(line => line.Type == type) is { } other ? new Judgement(Verdict.Changed, other.Place)
            : _withoutPort.Exists(line => line.Mark == Mark.None && IsIt(line)) ? new Judgement(Verdict.Known, "")
            : plain.Count == 0 && _lines.Exists(line => line.Mark == Mark.Authority) ? new Judgement(Verdict.CertifiedOnly, "")
            : new Judgement(Verdict.Unknown, "");
    }

    private static IEnumerable<KnownHostsLine> Lines(string file) => File.ReadLines(file)
        .Select((line, index) => KnownHostsLine.Parse(line, $"{file}:{index + 1}")).OfType<KnownHostsLine>();
}
