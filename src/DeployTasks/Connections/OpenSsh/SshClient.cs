namespace DeployTasks.Connections.OpenSsh;

/// <summary>What the OpenSSH client of this machine can do.</summary>
internal static class SshClient
{
    /// <summary>One login for all side channels. Windows' client cannot (Win32-OpenSSH #405).</summary>
    public static bool CanMultiplex => !OperatingSystem.IsWindows() && Exists;

    public static bool Exists => Has("ssh");

    /// <summary>Its agent can be told where to listen. Windows' is a service.</summary>
    public static bool HasAgent => !OperatingSystem.IsWindows() && Has("ssh-agent");

    private static bool Has(string program) => Array.Exists(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program)));
}
