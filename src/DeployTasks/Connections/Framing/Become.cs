using DeployTasks.Recipes;

namespace DeployTasks.Connections.Framing;

/// <summary>How a shell of another user is started; never asks for a password, always has that user's HOME.</summary>
internal static class Become
{
    public static string Command(string? user, string command) =>
        user is null ? "exec " + command : $"exec sudo -n -H -u {Checked(user)} {command}";

    // The login shell parses this name and it may be any shell: quoting cannot be relied upon.
    private static string Checked(string user) =>
        SettingRules.Check("become", user) is { } mistake ? throw new ConnectionFailedException(mistake) : user;
}
