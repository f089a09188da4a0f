using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Connections;

/// <summary>Why the login was refused. The server only says "denied"; the key file often says more.</summary>
internal static class KeyFault
{
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    public static Error Find(ConnectionSettings to, LoginFacts seen)
    {
        if (to.IdentityFile is not { } file)
        {
            return Errors.LoginRefused(to, seen);
        }

        try
        {
            var key = PrivateKey.Parse(File.ReadAllText(file), file);
            return IsOpen(file) ? Errors.KeyFileIsOpen(to, file)
                : key.IsEncrypted && (seen.IsKeyAccepted || seen.OfferedKeys.Count == 0) ? Errors.KeyIsEncrypted(file).On(to.Host)
                : seen.Said.Contains($"Load key \"{file}\"", StringComparison.Ordinal) ? Errors.UnusableKey(file, seen.Said).On(to.Host)
                : Errors.LoginRefused(to, seen);
        }
        catch (DeployException e)
        {
            return e.Errors[0].On(to.Host) with { Exit = ExitCode.Unreachable };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Errors.KeyFileUnreadable(to, file, e.Message);
        }
    }

    /// <summary>Others than its owner may read it: ssh does not use such a key.</summary>
    public static bool IsOpen(string file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None;
}
