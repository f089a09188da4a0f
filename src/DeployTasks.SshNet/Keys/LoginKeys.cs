using DeployTasks.Connections.OpenSsh;
using DeployTasks.Connections.Config;

namespace DeployTasks.SshNet.Keys;

/// <summary>The keys that are shown to a host, in the order of the OpenSSH client.</summary>
internal static class LoginKeys
{
    private static readonly string[] Usual = ["~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519"];

    /// <summary>
    /// The key of the recipe and those of the run (environment, passphrases), then the files that ssh_config names. Only
    /// where neither is given, the user's own agent and usual files.
    /// </summary>
    public static List<LoginKey> For(Route route)
    {
        var folder = new SshFolder(route.Settings.RunFolder);
        IEnumerable<string> own = route.Settings.IdentityFile is { } file ? [file] : [];
        List<LoginKey?> ofRun = [.. own.Select(KeyFile.Read), .. OfAgent(folder.AgentSocket)];
        IEnumerable<LoginKey?> keys = ofRun.Count > 0
            ? ofRun.Concat(route.Config.Paths("identityfile").Select(KeyFile.Read))
            : OfAgent(AgentOf(route)).Concat(route.Config.Paths("identityfile", Usual).Select(KeyFile.Read));
        return [.. keys.OfType<LoginKey>().DistinctBy(key => Convert.ToBase64String(key.Data))];
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
