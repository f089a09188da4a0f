using System.Text.RegularExpressions;
using DeployTasks.Recipes;

namespace DeployTasks.SystemTests.Worker;

/// <summary>
/// Fifty workers start at once on one machine, so what one start costs is guarded. The ReadyToRun tool is meant; a native
/// one compiles nothing and is smaller.
/// </summary>
public partial class LeanStartTests
{
    private const int MostMethods = 90;
    private const int MostKilobytes = 30 * 1024;

    [Fact]
    public async Task A_start_compiles_few_methods_and_takes_little_memory()
    {
        var tool = PublishedTool.Find();
        var list = Path.GetTempFileName();
        await using var worker = await WorkerUnderTest.ConnectedAsync(tool, info =>
        {
            info.Environment["DOTNET_JitStdOutFile"] = list;
            info.Environment["DOTNET_JitDisasmSummary"] = "1";
        });
        var memory = PrivateKilobytes(worker.Pid);
        worker.EndInput();
        await worker.ExitAsync();

        // The list is written when the process ends, and has what the end compiles too.
        Assert.InRange((await File.ReadAllLinesAsync(list)).Length, 1, MostMethods);
        Assert.InRange(memory, 1, MostKilobytes);
        File.Delete(list);
    }

    [Fact]
    public async Task The_published_worker_does_its_work()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync(PublishedTool.Find());
        Assert.Equal(Outcome.Done, await worker.RunAsync(
            new RunStep(WorkerUnderTest.Place, "echo hi") { Output = "word" }, new RunStep(WorkerUnderTest.Place, "test {{word}} = hi")));
    }

    private static int PrivateKilobytes(int pid) => Private().Matches(File.ReadAllText($"/proc/{pid}/smaps_rollup"))
        .Sum(match => int.Parse(match.Groups["kilobytes"].Value));

    [GeneratedRegex(@"^Private_(Clean|Dirty): +(?<kilobytes>\d+) kB", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Private();
}
