using DeployTasks.Connections.OpenSsh;
using DeployTasks.SshNet.Config;

namespace DeployTasks.SshNet.Keys;

/// <summary>The keys that are shown to a host, in the order of the OpenSSH client.</summary>
internal static class LoginKeys
{
    /// <summary>
    /// The key of the recipe and those of the run (environment, passphrases). Only where neither is given, the user's own
    /// agent and files.
    /// </summary>
    public static List<LoginKey> For(Route route)
    {
        var folder = new SshFolder(route.Settings.RunFolder);
        List<LoginKey?> given = [.. OfAgent(folder.AgentSocket)];
        if (route.Settings.IdentityFile is { } file)
        {
            given.Insert(0, KeyFile.Read(file));
        }

        var isGiven = given.Count > 0;
        List<LoginKey?> keys = isGiven ? given : [.. OfAgent(AgentOf(route)), .. FilesOf(route).Select(KeyFile.Read)];
        return [.. keys.OfType<LoginKey>().DistinctBy(key => Convert.ToBase64String(key.Data))];
    }

    private static IEnumerable<string> FilesOf(Route route) =>
        route.Config.Paths("identityfile", "~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519");

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
