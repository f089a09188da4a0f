namespace DeployTasks.Connections;

/// <summary>What may stand in an ssh command line and in a login shell of any kind without being more than a name.</summary>
public static class Names
{
    /// <summary>A name, an address (IPv6 too) or an alias of ssh_config.</summary>
    public static bool IsHostname(string name) => IsName(name, "._-:") && name.Length <= 253;

    public static bool IsUser(string name) => IsName(name, "._-@+") && name.Length <= 64;

    private static bool IsName(string name, string others) =>
        name.Length > 0 && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c));
}
