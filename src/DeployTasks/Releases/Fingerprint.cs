using System.Security.Cryptography;
using System.Text;
using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases;

/// <summary>
/// One number for all that makes a release what it is: the artifact, and what settings put into it or beside it. A secret
/// that was changed in CI must be deployed although the artifact is the same.
/// </summary>
internal static class Fingerprint
{
    public static string Of(Settings settings)
    {
        if (settings.TextOr(ArtifactSettings.Digest, null) is not { } digest)
        {
            // The recipe fills the release in its own way: it is never known to be the same.
            return settings.Text("run_id");
        }

        var all = new StringBuilder(digest);
        foreach (var directory in settings.List("shared_dirs"))
        {
            Add("dir", directory);
        }

        foreach (var file in SharedFile.AllOf(settings))
        {
            Add("file", file.Path, file.Mode, file.Content ?? "\0");
        }

        foreach (var directory in settings.List("writable_dirs"))
        {
            Add("writable", directory, settings.TextOr("writable_mode", "")!);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));

        void Add(params string[] parts) => all.Append('\n').AppendJoin(' ', parts.Select(part => $"{part.Length}:{part}"));
    }
}
