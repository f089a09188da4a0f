namespace DeployTasks.Connections.Framing;

/// <summary>How a shell of another user is started; never asks for a password, always has that user's HOME.</summary>
internal static class Become
{
    public static string Command(string? user, string command) =>
        user is null ? "exec " + command : $"exec sudo -n -H -u {Checked(user)} {command}";

    // The login shell parses this name and it may be any shell: quoting cannot be relied upon.
    private static string Checked(string user) =>
        user.Length > 0 && user[0] != '-' && user.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '@')
            ? user
            : throw new ConnectionFailedException(Errors.UserName(user));
}
