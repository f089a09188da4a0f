using System.Security.Cryptography;
using System.Text;
using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>
/// One line for all that makes a release what it is: the artifact, and what settings put into it or beside it. A secret
/// that was changed in CI must be deployed although the artifact is the same.
/// </summary>
internal static class Fingerprint
{
    private static readonly string[] HowWritable =
        ["writable_mode", "writable_chmod_mode", "writable_recursive", "writable_use_sudo", "http_user", "http_group"];

    public static string Of(Settings settings)
    {
        if (settings.TextOr(ArtifactSettings.Digest, null) is not { } digest)
        {
            // The recipe fills the release in its own way: it is never known to be the same.
            return settings.Text("run_id");
        }

        var parts = settings.List("shared_dirs").Select(directory => $"dir={Plain(directory)}")
            .Concat(SharedFile.AllOf(settings).Select(file => $"file={Plain(file.Path)}:{file.Mode}:{Hidden(digest, file.Content)}"))
            .Concat(Writable(settings));
        return string.Join('&', parts.Prepend(digest));
    }

    private static IEnumerable<string> Writable(Settings settings) => settings.List("writable_dirs") is { Count: > 0 } directories
        ? [.. directories.Select(directory => $"writable={Plain(directory)}"), .. HowWritable.Select(name => $"{name}={Plain(settings.TextOr(name, "")!)}")]
        : [];

    private static string Plain(string text) => Uri.EscapeDataString(text);

    // Only what may be secret: the cryptography library takes a worker longer to load than all the rest of a fingerprint.
    private static string Hidden(string digest, string? content) =>
        content is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{digest}\n{content}")));
}
