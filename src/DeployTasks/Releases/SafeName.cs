namespace DeployTasks.Releases;

/// <summary>What may name a release: one component of a path, visible, that no shell or tool takes for anything else.</summary>
internal static class SafeName
{
    private const int Longest = 64;

    public static string OfRelease(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? name
            : throw new DeployException(Errors.ReleaseNameNotSafe(name));

    /// <summary>A path inside a release or <c>shared</c>, in its plain form.</summary>
    /// <param name="setting">For the message.</param>
    public static string Inside(string setting, string path)
    {
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToArray();
        return parts.Length > 0 && !path.StartsWith('/') && !parts.Contains("..") && !path.Any(char.IsControl)
            ? string.Join('/', parts)
            : throw new DeployException(Errors.PathNotInside(setting, path));
    }
}
