using System.Collections.Immutable;
using System.Diagnostics;
using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Master;
using DeployTasks.Master.Server;
using DeployTasks.Planning;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.SystemTests.Master;

/// <summary>Fifty workers start at once on a small machine: what the published tool compiles at its start is counted.</summary>
public class WorkerStartTests
{
    // The issue's limit. Counted from the start of the process until its host is connected; native code has none.
    private const int MostMethods = 120;

    private static readonly Place Somewhere = new("deploy.yaml", 1, 1);

    [Fact]
    public async Task A_worker_jits_few_methods_until_its_host_is_connected()
    {
        var tool = Path.Combine(RootOf(AppContext.BaseDirectory), "artifacts", "tool", "dotnet-deploy");
        Assert.True(File.Exists(tool), "This counts in the published tool: dotnet run --project build -- publish");
        var settings = ImmutableSortedDictionary<string, Value>.Empty.Add("connection", new Text("local"));
        var store = new SettingsStore([new PlannedHost(new HostDefinition("web1", Somewhere), settings)], "r1");
        await using var server = await TokenServer.StartAsync(new Routes(
            store, new Silent(), _ => ValueTask.CompletedTask, new Alarms(error => Assert.Fail(error.What), _ => { })));
        var listing = Path.GetTempFileName();
        using var worker = LabProcess.Start(tool, ["worker", "--url", server.Url, "--host", "web1"], info =>
        {
            info.Environment[WorkerEnvironment.Token] = server.Issue("web1").Reveal();
            info.Environment["DOTNET_JitStdOutFile"] = listing;
            info.Environment["DOTNET_JitDisasmSummary"] = "1";
        });
        await worker.StandardInput.BaseStream.WriteAsync((byte[])[.. WireJson.Write(new Connect()), (byte)'\n']);
        await worker.StandardInput.BaseStream.FlushAsync();
        await ReadUntilConnectedAsync(worker);
        var jitted = await File.ReadAllLinesAsync(listing);
        worker.StandardInput.Close();
        await worker.WaitForExitAsync();
        File.Delete(listing);
        TestContext.Current.SendDiagnosticMessage($"a worker start jitted {jitted.Length} methods");
        Assert.True(jitted.Length <= MostMethods, $"{jitted.Length} methods:\n{string.Join('\n', jitted)}");
    }

    private static async Task ReadUntilConnectedAsync(Process worker)
    {
        var lines = new LineReader(worker.StandardOutput.BaseStream);
        while (true)
        {
            var line = await lines.ReadAsync(CancellationToken.None);
            Assert.NotNull(line);
            if (WireJson.ReadEvent(line) is HostConnected)
            {
                return;
            }
        }
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "DeployTasks.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);

    private sealed class Silent : IAnswers
    {
        public Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel) =>
            throw new InvalidOperationException("nothing is asked here");
    }
}
