using System.Text;

namespace DeployTasks.Recipes.Yaml;

internal static class RecipeFile
{
    private const int MostBytes = 1024 * 1024;

    // Opening a pipe blocks until somebody writes to it, and a dead network file system for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The text of a file of at most 1 MiB, without byte order mark.</summary>
    public static string Read(string path, Place? askedAt)
    {
        if (Directory.Exists(path))
        {
            throw Unreadable(path, "it is a folder", askedAt);
        }

        try
        {
            var reading = Task.Factory.StartNew(
                () => ReadBytes(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return reading.Wait(Patience)
                ? Decode(reading.GetAwaiter().GetResult(), path)
                : throw Unreadable(path, $"nothing came from it within {Patience.TotalSeconds} s; is it a pipe?", askedAt);
        }
        catch (AggregateException failed) when (failed.InnerException is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, failed.InnerException switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "this user may not read it",
                var other => other.Message,
            }, askedAt);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new MemoryStream();
        var chunk = new byte[32 * 1024];
        for (var count = 1; count > 0 && bytes.Length <= MostBytes;)
        {
            count = file.Read(chunk);
            bytes.Write(chunk, 0, count);
        }

        return bytes.ToArray();
    }

    private static string Decode(byte[] bytes, string path)
    {
        if (bytes.Length > MostBytes)
        {
            throw new DeployException(Errors.RecipeTooLarge(path).At(new Place(path)));
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new DeployException(Errors.NotUtf8(path).At(new Place(path)));
        }
    }

    private static DeployException Unreadable(string path, string why, Place? askedAt) =>
        new(Errors.RecipeUnreadable(path, why, isImported: askedAt is not null).At(askedAt));
}
