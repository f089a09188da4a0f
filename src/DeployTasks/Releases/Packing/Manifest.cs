namespace DeployTasks.Releases.Packing;

/// <summary>
/// The text that says what a release consists of. Its SHA-256 is the artifact's digest, and the host verifies a release
/// with it, so its lines are made for <c>sed</c> and <c>sha256sum -c</c>:
/// <code>
/// d MODE ./path          a folder
/// f MODE SHA256  ./path  a file
/// l TARGET PATH          a link, both escaped for printf %b
/// </code>
/// Names with control characters or backslashes stand escaped in lines of type <c>D</c> and <c>F</c>.
/// </summary>
internal static class Manifest
{
    public static string Line(SourceEntry entry, string sha256)
    {
        var odd = RawName.IsOdd(entry.Path);
        var path = odd ? RawName.Escape(entry.Path) : entry.Path;
        var mode = Convert.ToString(entry.Mode, 8);
        return entry.Kind switch
        {
            EntryKind.Folder => $"{(odd ? 'D' : 'd')} {mode} ./{path}",
            EntryKind.File => $"{(odd ? 'F' : 'f')} {mode} {sha256}  ./{path}",
            _ => $"l {RawName.Escape(entry.Target)} ./{RawName.Escape(entry.Path)}",
        };
    }

    /// <summary>Digest and path of an ordinary file, which is all that makes its content; null for every other line.</summary>
    public static string? FileKey(string line)
    {
        var mode = line.StartsWith("f ", StringComparison.Ordinal) ? line.IndexOf(' ', 2) : -1;
        return mode < 0 ? null : line[(mode + 1)..];
    }

    /// <summary>Permission bits of a file or folder, octal.</summary>
    public static string ModeOf(string line) => line[2..line.IndexOf(' ', 2)];

    public static string SumOf(string key) => key[..64];

    /// <summary>The <c>./path</c> of a <see cref="FileKey"/>.</summary>
    public static string PathOf(string key) => key[66..];
}
