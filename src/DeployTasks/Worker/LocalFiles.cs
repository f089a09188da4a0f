using System.Text;
using DeployTasks.Recipes;

namespace DeployTasks.Worker;

/// <summary>Paths on this machine are relative to the recipe file that names them.</summary>
internal static class LocalFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Resolve(Step step, string path) => Path.GetFullPath(path, FolderOf(step));

    /// <exception cref="DeployException">It is not there, or not UTF-8 text.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new DeployException(Errors.TextUnreadable(path, unreadable.Message));
        }
    }

    public static string FolderOf(Step step) => Path.GetDirectoryName(Path.GetFullPath(step.Place.File))!;
}
