using DeployTasks.Connections;

namespace DeployTasks.SshNet.Config;

/// <summary>Who logs in where, with ssh_config filled in.</summary>
/// <param name="Settings">What the recipe says of the host, or of the way to it.</param>
internal sealed record Route(ConnectionSettings Settings, SshConfig Config)
{
    private const int UsualPort = 22;

    private static readonly string[] Unsupported = ["proxycommand", "certificatefile", "pkcs11provider"];

    public string Host => Config.Find("hostname") ?? Settings.Hostname;
    public int Port => Settings.Port ?? (int.TryParse(Config.Find("port"), out var port) ? port : UsualPort);
    public string User => Settings.User ?? Config.Find("user") ?? Environment.UserName;

    /// <summary>The name its keys are known by.</summary>
    public string KnownAs => Config.Find("hostkeyalias") ?? Host;

    /// <summary>The hosts in between, first the one that is reached directly.</summary>
    public IEnumerable<Route> Jumps => (Config.Find("proxyjump") ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Jump);

    /// <exception cref="ConnectionFailedException">It asks for what only the OpenSSH client can do.</exception>
    public static Route To(ConnectionSettings settings)
    {
        var route = new Route(settings, SshConfig.Of(settings));
        var obstacle = settings.ForwardAgent ? "forward_agent" : Array.Find(Unsupported, keyword => route.Config.Find(keyword) is not null);
        return obstacle is null ? route : throw new ConnectionFailedException(Errors.OnlyOpenSsh(settings.Host, obstacle));
    }

    // [user@]name[:port], or [user@][address]:port; the rest comes from ssh_config.
    private Route Jump(string text)
    {
        var at = text.LastIndexOf('@');
        var place = text[(at + 1)..];
        var colon = place.LastIndexOf(':');
        var hasPort = colon > 0 && (place[0] == '[' ? place[colon - 1] == ']' : place.IndexOf(':') == colon);
        return To(Settings with
        {
            Hostname = (hasPort ? place[..colon] : place).Trim('[', ']'),
            Port = hasPort && int.TryParse(place[(colon + 1)..], out var port) ? port : null,
            User = at > 0 ? text[..at] : null,
        });
    }
}
