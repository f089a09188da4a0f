using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Wire;

namespace DeployTasks.SystemTests.Master;

/// <summary>Fifty workers start at once on a small machine: what the published tool compiles at its start is counted.</summary>
public class WorkerStartTests
{
    // Counted for a worker that says its first word and is sent home: behind that, who waits for whom decides how many
    // state machines are boxed. The runtime writes the list when it ends. Native code has none.
    private const int MostMethods = 120;

    [Fact]
    public async Task A_worker_jits_few_methods_for_its_first_word()
    {
        var tool = Path.Combine(RootOf(AppContext.BaseDirectory), "artifacts", "tool", "dotnet-deploy");
        Assert.True(File.Exists(tool), "This counts in the published tool: dotnet run --project build -- publish");
        var listing = Path.GetTempFileName();
        using var worker = LabProcess.Start(tool, ["worker", "--url", "http://127.0.0.1:9", "--host", "web1"], info =>
        {
            info.Environment[WorkerEnvironment.Token] = new string('0', 32);
            info.Environment["DOTNET_JitStdOutFile"] = listing;
            info.Environment["DOTNET_JitDisasmSummary"] = "1";
        });
        var first = await new LineReader(worker.StandardOutput.BaseStream).ReadAsync(CancellationToken.None);
        Assert.IsType<WorkerStarted>(WireJson.ReadEvent(first));
        worker.StandardInput.Close();
        await worker.WaitForExitAsync();
        var jitted = await File.ReadAllLinesAsync(listing);
        File.Delete(listing);
        TestContext.Current.SendDiagnosticMessage($"a worker start jitted {jitted.Length} methods");
        Assert.True(jitted.Length <= MostMethods, $"{jitted.Length} methods:\n{string.Join('\n', jitted)}");
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "DeployTasks.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
