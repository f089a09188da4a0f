namespace DeployTasks.Build;

internal static class TestReport
{
    /// <summary>Closes with the plain line that CI reads, alone and last; ends the build when not all is green.</summary>
    public static void Close(IReadOnlyList<TestCount> counts)
    {
        Say.Heading("tests");
        foreach (var count in counts)
        {
            Say.Line($"{count.Project}: {count.Passed} passed, {count.Failed} failed{count.Trouble}");
        }

        Say.Line($"{counts.Sum(one => one.Passed)} passed, {counts.Sum(one => one.Failed)} failed");
        if (counts.Count == 0 || counts.Any(one => !one.IsGreen))
        {
            throw new BuildFailedException("not every test passed");
        }
    }
}
