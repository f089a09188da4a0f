namespace DeployTasks.Releases.Packing;

/// <summary>What DeployTasks itself keeps in the root of a release.</summary>
internal static class ReservedNames
{
    public const string Folder = ".dep";
    public const string Manifest = ".dep/manifest";
    public const string Check = ".dep/check";
    public const string Copy = ".dep/copy";
    public const string Sentinel = ".dep/end";
    public const string Complete = ".complete";

    public static bool Owns(string path) =>
        path is Folder or Complete || path.StartsWith(Folder + "/", StringComparison.Ordinal);
}
