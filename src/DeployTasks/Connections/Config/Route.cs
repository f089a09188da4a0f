namespace DeployTasks.Connections.Config;

/// <summary>Who logs in where, with ssh_config filled in.</summary>
/// <param name="Settings">What the recipe says of the host, or of the way to it.</param>
internal sealed record Route(ConnectionSettings Settings, SshConfig Config)
{
    private const int UsualPort = 22;

    // A host that is its own jump host would never be reached.
    private const int MostJumps = 16;

    public string Host => Config.Find("hostname") ?? Settings.Hostname;
    public int Port => Settings.Port ?? (int.TryParse(Config.Find("port"), out var port) ? port : UsualPort);
    public string User => Settings.User ?? Config.Find("user") ?? Environment.UserName;

    /// <summary>The name its keys are known by.</summary>
    public string KnownAs => Config.Find("hostkeyalias") ?? Host;

    /// <summary>The same as it stands in known_hosts: an alias is one of any port.</summary>
    public string KnownName => Port == UsualPort || Config.Find("hostkeyalias") is not null ? KnownAs : $"[{KnownAs}]:{Port}";

    /// <summary>
    /// Every host that is logged in to, first the one that is reached directly, this one last. The ssh_config of each jump host
    /// is read when they are first asked for.
    /// </summary>
    public IReadOnlyList<Route> Stops => field ??= StopsWithin(MostJumps);

    /// <exception cref="ConnectionFailedException">Its ssh_config cannot be read.</exception>
    public static Route To(ConnectionSettings settings) => new(settings, SshConfig.Of(settings));

    // Of several jump hosts ssh reads the further way of the first alone; the others are reached from the one before.
    private List<Route> StopsWithin(int jumps)
    {
        var named = (Config.Find("proxyjump") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Jump).ToList();
        return named.Count == 0 ? [this]
            : named.Count > jumps ? throw new ConnectionFailedException(Errors.BadSshConfig(Settings, new LoginFacts { Said = $"more than {MostJumps} jump hosts" }))
            : [.. named[0].StopsWithin(jumps - named.Count), .. named[1..], this];
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
