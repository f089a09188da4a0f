using DeployTasks.Connections.OpenSsh;
using DeployTasks.Connections.Config;

namespace DeployTasks.SshNet.Keys;

/// <summary>The keys that are shown to a host, in the order of the OpenSSH client.</summary>
internal static class LoginKeys
{
    private static readonly string[] Usual = ["~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519"];

    /// <summary>
    /// The keys of the run (environment, passphrases) and that of the recipe, then the files that ssh_config names; what
    /// cannot be read of these the user's own agent may have. All keys of that agent and the usual files only where none is
    /// given and <c>IdentitiesOnly</c> does not forbid it.
    /// </summary>
    public static List<LoginKey> For(Route route)
    {
        NamedKey[] given = route.Settings.IdentityFile is { } own ? [NamedKey.Read(own)] : [];
        var ofRun = OfAgent(new SshFolder(route.Settings.RunFolder).AgentSocket).ToArray();
        var areChosen = given.Length + ofRun.Length > 0;
        NamedKey[] configured = [.. route.Config.Paths("identityfile", areChosen ? [] : Usual).Select(NamedKey.Read)];
        NamedKey[] named = [.. given, .. configured];
        var only = areChosen || route.Config.First("identitiesonly") == "yes";
        IEnumerable<LoginKey?> ofUser = only && Array.TrueForAll(named, one => one.Key is not null) ? [] : OfAgent(AgentOf(route));
        var agent = ofUser.OfType<LoginKey>().ToLookup(key => Array.Exists(named, one => one.Half == key.Blob));
        IEnumerable<LoginKey?> keys =
        [
            .. ofRun, .. given.Select(one => one.Key), .. agent[true], .. only ? [] : agent[false], .. configured.Select(one => one.Key),
        ];
        return [.. keys.OfType<LoginKey>().DistinctBy(key => key.Blob)];
    }

    private static string? AgentOf(Route route) => route.Config.First("identityagent") switch
    {
        "none" => null,
        null or "SSH_AUTH_SOCK" => Environment.GetEnvironmentVariable("SSH_AUTH_SOCK"),
        ['$', .. var variable] => Environment.GetEnvironmentVariable(variable),
        _ => route.Config.Paths("identityagent").First(),
    };

    private static IEnumerable<LoginKey?> OfAgent(string? socket)
    {
        if (!File.Exists(socket))
        {
            return [];
        }

        var agent = new AgentClient(socket);
        return agent.List().Select(one => LoginKey.FromAgent(agent, one.Key, one.Comment));
    }
}
