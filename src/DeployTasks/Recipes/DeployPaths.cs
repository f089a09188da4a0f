namespace DeployTasks.Recipes;

/// <summary>Where a deployment may live: releases are removed below it, so it is never a folder of the system.</summary>
internal static class DeployPaths
{
    public static Error? Check(string path) =>
        (WhyNotPlain(path) ?? (IsSystem(Parts(path)) ? "it belongs to the system, or is somebody's home itself" : null)) is { } why
            ? Errors.BadDeployPath(path, why)
            : null;

    /// <summary>Null for a whole path below / that is the same to every shell and tool.</summary>
    public static string? WhyNotPlain(string path) =>
        path.StartsWith('~') ? "a value is quoted wherever it stands, so no shell would expand the ~"
        : !path.StartsWith('/') ? "it is not absolute"
        : path.Any(char.IsControl) || path.Length > 1000 ? "it holds control characters or is too long"
        : Parts(path).Any(part => part is "." or "..") ? "it holds . or .."
        : Parts(path).Length == 0 ? "it is the root"
        : null;

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSystem(string[] parts) => parts switch
    {
        ["proc" or "sys" or "dev" or "boot" or "bin" or "sbin" or "etc", ..] => true,
        ["home" or "Users", _] => true,
        ["usr", "bin" or "sbin" or "lib" or "lib64" or "local" or "share"] => true,
        ["var", "lib" or "log" or "cache" or "run" or "tmp" or "local"] => true,
        ["home" or "Users" or "root" or "usr" or "var" or "opt" or "srv"] => true,
        ["lib" or "lib32" or "lib64" or "tmp" or "run" or "mnt" or "media"] => true,
        _ => false,
    };

    /// <summary>Paths below a release: relative, without <c>..</c>, none inside another (DT1019).</summary>
    public static Error? CheckBelow(string path, IEnumerable<string> others)
    {
        var parts = Parts(path);
        var outer = others.FirstOrDefault(other =>
            $"{path.TrimEnd('/')}/".StartsWith($"{other.TrimEnd('/')}/", StringComparison.Ordinal));
        return path.StartsWith('/') || path.StartsWith('~') ? Errors.BadRelativePath(path, "it is absolute")
            : parts.Length == 0 || parts.Any(part => part is "." or "..") || path.Any(char.IsControl)
                ? Errors.BadRelativePath(path, "it is empty or holds . or ..")
            : outer is null ? null
            : Errors.BadRelativePath(path, outer.TrimEnd('/') == path.TrimEnd('/') ? "it is named twice" : $"it lies inside '{outer}'");
    }
}
