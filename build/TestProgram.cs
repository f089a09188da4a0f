namespace DeployTasks.Build;

/// <summary>A test project is a program: it is run as itself and counted from the report it writes.</summary>
internal static class TestProgram
{
    /// <param name="project">Path of its project file.</param>
    /// <param name="limit">Who takes longer is ended.</param>
    /// <param name="variant">What is special about this run of it, in words; each has a report of its own.</param>
    /// <param name="filter">Options that choose among its tests.</param>
    public static async Task<TestCount> RunAsync(string project, TimeSpan limit, string variant = "", params IEnumerable<string> filter)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var title = $"{name} {variant}".TrimEnd();
        Say.Heading(title);
        var report = Repository.Artifacts("tests", $"{title.Replace(' ', '-')}.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        var program = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", Repository.Program(name));
        var exit = await Child.ExitCodeAsync(
            program, ["-noLogo", "-noColor", "-failSkips", "-longRunning", "60", "-xml", report, .. filter], limit);
        Interruption.Check();
        return TestCount.Read(title, exit, report);
    }
}
