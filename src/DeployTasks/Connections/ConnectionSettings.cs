using System.Globalization;
using DeployTasks.Recipes;

namespace DeployTasks.Connections;

public enum ConnectionKind { Ssh, Local }

/// <summary>Which SSH client carries a connection; Auto is OpenSSH where this machine has it.</summary>
public enum Transport { Auto, OpenSsh, SshNet }

/// <summary>How one host is reached. What is null is left to the user's ssh_config.</summary>
/// <param name="Host">The host's alias in the recipe, for messages.</param>
/// <param name="Hostname">Name or address to connect to; may be an alias of the user's ssh_config.</param>
public sealed record ConnectionSettings(string Host, string Hostname)
{
    public ConnectionKind Kind { get; init; }
    public Transport Transport { get; init; }
    public string? User { get; init; }
    public int? Port { get; init; }

    /// <summary>Absolute path of a private key.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Takes the place of the user's ssh_config, as <c>ssh -F</c>.</summary>
    public string? ConfigFile { get; init; }
    public string? KnownHostsFile { get; init; }
    public bool ForwardAgent { get; init; }

    /// <summary>Three of these without an answer end the connection.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The run's <c>SshIdentity.Folder</c>, where sockets and keys lie; the master sets it.</summary>
    public string RunFolder { get; init; } = "";

    /// <exception cref="DeployException">One of them is not what it should be.</exception>
    public static ConnectionSettings From(string host, Settings settings)
    {
        var all = new ConnectionSettings(host, Ruled(host, "hostname", settings.TextOr("hostname", null) ?? host)!.Trim('[', ']'));
        return all with
        {
            Kind = OneOf(settings, "connection", all.Kind),
            Transport = OneOf(settings, "transport", all.Transport),
            User = Ruled(host, "remote_user", settings.TextOr("remote_user", null)),
            Port = Ruled(host, "port", settings.TextOr("port", null)) is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : null,
            IdentityFile = PathOf(settings, "identity_file"),
            ConfigFile = PathOf(settings, "config_file"),
            KnownHostsFile = PathOf(settings, "known_hosts_file"),
            ForwardAgent = settings.Flag("forward_agent", false),
            KeepAlive = settings.Duration("keep_alive") ?? all.KeepAlive,
            ConnectTimeout = settings.Duration("connect_timeout") ?? all.ConnectTimeout,
            RunFolder = settings.TextOr("ssh_folder", null) ?? "",
        };
    }

    private static string? Ruled(string host, string setting, string? text) =>
        text is not null && SettingRules.Check(setting, text) is { } mistake ? throw new DeployException(mistake.On(host)) : text;

    private static string? PathOf(Settings settings, string name) =>
        settings.TextOr(name, null) is { Length: > 0 } path ? UserPath.Full(path) : null;

    private static T OneOf<T>(Settings settings, string name, T fallback) where T : struct, Enum =>
        settings.TextOr(name, null) is not { } text ? fallback
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0]) ? value
        : throw new DeployException(Errors.NotOneOf(name, text, Enum.GetNames<T>()));
}
