using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>Names that come from settings which only the run has filled in, or from a host.</summary>
internal static class SafeName
{
    public static string OfRelease(string name) =>
        SettingRules.IsReleaseName(name) ? name : throw new DeployException(Errors.BadReleaseName(name));

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
