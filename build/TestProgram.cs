namespace DeployTasks.Build;

/// <summary>A test project is a program: it is run as itself and counted from the report it writes.</summary>
internal static class TestProgram
{
    public static async Task<TestCount> RunAsync(string project, TimeSpan limit, params IEnumerable<string> filter)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Say.Heading(name);
        var report = Repository.Artifacts("tests", $"{name}.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        var program = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", Repository.Program(name));
        var exit = await Child.ExitCodeAsync(
            program, ["-noLogo", "-noColor", "-failSkips", "-longRunning", "60", "-xml", report, .. filter], limit);
        return TestCount.Read(name, exit, report);
    }
}
