using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Master;

public class KilledWorkerTests
{
    private const string OnlyWeb2Works = "if [ {{alias}} = web2 ]; then exec sleep MARKER; else sleep 2; fi";
    private const int Kill = 9;
    private const int Stop = 19;
    private const int Continue = 18;

    [Fact]
    public async Task It_is_named_with_its_step_the_others_finish_and_its_step_ends()
    {
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe(OnlyWeb2Works, "echo finished"));
        await run.UntilMarkedAsync(1);
        LabProcess.Signal(run.Workers()["web2"], Kill);
        Assert.Equal(8, await run.EndAsync());
        Assert.Contains("DT3001", run.Output);
        Assert.Contains("The worker for web2 was killed (SIGKILL) during step 1 of work", run.Output);
        Assert.Equal(2, run.Lines.Count(line => line.Contains("| finished", StringComparison.Ordinal)));
        await run.UntilAsync(() => run.Marked().Count == 0);
    }

    [Fact]
    public async Task One_that_is_stopped_is_missed_after_three_heartbeats()
    {
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe(OnlyWeb2Works));
        await run.UntilMarkedAsync(1);
        LabProcess.Signal(run.Workers()["web2"], Stop);
        Assert.Equal(6, await run.EndAsync());
        Assert.Contains("DT3002", run.Output);
        Assert.Contains("The worker for web2 gave no sign of life for 15 s", run.Output);
    }

    [Fact]
    public async Task One_that_goes_on_in_time_is_not()
    {
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("sleep 2"));
        await run.UntilAsync(() => run.Workers().Count == 3);
        LabProcess.Signal(run.Workers()["web2"], Stop);
        await Task.Delay(TimeSpan.FromSeconds(4));
        LabProcess.Signal(run.Workers()["web2"], Continue);
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Workers_hold_no_end_of_each_others_pipes()
    {
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("sleep MARKER"));
        await run.UntilMarkedAsync(3);
        foreach (var (host, worker) in run.Workers())
        {
            var own = new[] { 0, 1, 2 }.Select(number => PipeOf($"/proc/{worker}/fd/{number}")).ToList();
            var others = run.Workers().Where(other => other.Key != host).SelectMany(other => Directory.EnumerateFileSystemEntries($"/proc/{other.Value}/fd")).Select(PipeOf);
            Assert.All(own, pipe => Assert.StartsWith("pipe:", pipe, StringComparison.Ordinal));
            Assert.Empty(own.Intersect(others));
        }
    }

    private static string? PipeOf(string descriptor) => new FileInfo(descriptor).LinkTarget;
}
