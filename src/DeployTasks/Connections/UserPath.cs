namespace DeployTasks.Connections;

/// <summary>Paths of this machine as people write them.</summary>
internal static class UserPath
{
    /// <summary>Absolute; <c>~/</c> is the home of whoever runs this.</summary>
    public static string Full(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : Path.GetFullPath(path);
}
