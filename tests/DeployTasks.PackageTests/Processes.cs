namespace DeployTasks.PackageTests;

/// <summary>What runs on this machine, found by a part of its command line.</summary>
internal static class Processes
{
    public static bool AnyWith(string words) => With(words).Any();

    public static IEnumerable<int> With(string words) =>
        from process in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(process), out _) && CommandLine(process).Contains(words, StringComparison.Ordinal)
        select int.Parse(Path.GetFileName(process));

    public static async Task Until(Func<bool> holds, string what)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (holds())
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"waited a minute for {what}");
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
