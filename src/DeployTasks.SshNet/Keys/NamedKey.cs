namespace DeployTasks.SshNet.Keys;

/// <summary>A file that the recipe or ssh_config names as a key.</summary>
/// <param name="Key">Null where only an agent can use it: the file has a passphrase, or holds but the public half.</param>
internal sealed record NamedKey(string File, LoginKey? Key)
{
    public static NamedKey Read(string file) => new(file, KeyFile.Read(file));

    /// <summary>The public half in base64, by which an agent's key is known; null where none lies here or beside it.</summary>
    public string? Half => field ??= Key?.Blob ?? HalfIn(File) ?? HalfIn(File + ".pub");

    private static string? HalfIn(string file)
    {
        try
        {
            return System.IO.File.ReadLines(file).FirstOrDefault()?.Split(' ') is [var type, var half, ..] && !type.StartsWith('-') ? half : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
