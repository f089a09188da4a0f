using System.Runtime.CompilerServices;

namespace DeployTasks.Tests.Support;

/// <summary>
/// Compares text with <c>CLASS.TEST[.name].verified.txt</c> beside the test. <c>UPDATE_SNAPSHOTS=1</c> writes it instead;
/// git then shows what changed.
/// </summary>
internal static class Snapshot
{
    public static void Verify(
        string actual, string name = "", [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var path = PathOf(testFile, name.Length == 0 ? test : $"{test}.{name}");
        actual = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"No snapshot {path}; write it with UPDATE_SNAPSHOTS=1. The text was:\n{actual}");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    private static string PathOf(string testFile, string test)
    {
        // A CI build maps source paths to /_/, so the file is looked up from the root of this checkout.
        const string Mapped = "/_/";
        if (testFile.StartsWith(Mapped, StringComparison.Ordinal))
        {
            testFile = Path.Combine(Repository.Root, testFile[Mapped.Length..]);
        }

        return Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{test}.verified.txt");
    }
}
