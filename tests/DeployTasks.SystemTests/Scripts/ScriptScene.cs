using System.Diagnostics;
using System.Text.Json;
using DeployTasks.Lab;
using DeployTasks.SystemTests.Master;
using DeployTasks.SystemTests.Tool;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>Real sshd hosts, the real tool, and scripts that are gone when the test is over.</summary>
internal sealed class ScriptScene : IAsyncDisposable
{
    private const int Kill = 9;
    private readonly DirectoryInfo _scripts = Directory.CreateTempSubdirectory("dt-jobs-");
    private readonly ToolCommand _tool;

    private ScriptScene(SshLab lab, string extra)
    {
        Lab = lab;
        _tool = new ToolCommand($"{lab.RecipeHosts()}\nconfig:\n  scripts_path: {_scripts.FullName}\n{extra}\n");
    }

    public SshLab Lab { get; }

    public LabHost Host => Lab.Hosts[0];

    public Dictionary<string, string?> Environment => _tool.Environment;

    /// <param name="extra">Further settings, indented by two blanks, then further sections.</param>
    public static async Task<ScriptScene> StartAsync(int hosts = 1, string extra = "", LabOptions? options = null) =>
        new(await SshLab.StartAsync(hosts, options), extra);

    public string PathOf(string name) => _tool.PathOf(name);

    /// <summary>Where the jobs of all hosts are.</summary>
    public string ScriptsPath => _scripts.FullName;

    /// <summary>The status files of all jobs.</summary>
    public IEnumerable<string> Statuses() => Directory.EnumerateFiles(_scripts.FullName, "status", SearchOption.AllDirectories);

    /// <summary>A file of a job on its host.</summary>
    public string JobFile(string host, string id, string name) => Path.Combine(_scripts.FullName, host, id, name);

    public Task<ToolEnd> RunAsync(params string[] arguments) => _tool.RunAsync(arguments);

    /// <summary>The tool, still running.</summary>
    public Process Launch(params string[] arguments) => _tool.Start(arguments);

    /// <summary>The real listener on a port of this machine, known to the hosts as <paramref name="url"/>.</summary>
    public async Task<RunningListener> ListenAsync(string url, int port, string then)
    {
        var listener = Launch("listen", "--url", url, "--bind", $"127.0.0.1:{port}", "--then", then);
        Assert.StartsWith("listening on", await listener.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        return new RunningListener(listener);
    }

    /// <summary>Starts a script and gives back its id: the last line of stdout, alone.</summary>
    public async Task<string> StartAsync(string content, params string[] options)
    {
        var file = PathOf($"script{Random.Shared.Next()}.sh");
        await File.WriteAllTextAsync(file, content);
        var end = await RunAsync(["script", "start", file, .. options]);
        Assert.True(end.Exit == 0, end.Output + end.Error);
        return end.Lines[^1];
    }

    /// <summary>What the hosts say about their scripts.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(params string[] options)
    {
        var end = await RunAsync(["script", "list", "--json", .. options]);
        Assert.True(end.Exit == 0, end.Output + end.Error);
        return [.. JsonDocument.Parse(end.Output).RootElement.EnumerateArray()];
    }

    /// <summary>Ends the runner of a job by SIGKILL, as if the machine had run out of memory.</summary>
    public void KillRunner(string host, string id) => LabProcess.Signal(PidOf(JobFile(host, id, "status")), Kill);

    /// <summary>Ends what serves the sessions of a host; its listener goes on.</summary>
    public static void CutSessions(LabHost host)
    {
        foreach (var server in ProcessTable.Read().Where(process => process.Parent == host.Pid))
        {
            LabProcess.Signal(server.Id, Kill);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var job in Statuses().Select(Path.GetDirectoryName))
        {
            // Script and runner are two groups; both may have ended long ago, and the pids may be others' by now.
            foreach (var runner in ProcessTable.Read().Where(process => process.Arguments.Any(
                argument => argument == job || argument == job + "/script")))
            {
                LabProcess.Signal(-runner.Id, Kill);
            }
        }

        await Lab.DisposeAsync();
        _tool.Dispose();
        _scripts.Delete(recursive: true);
    }

    private static int PidOf(string status)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(status));
        return json.RootElement.GetProperty("pid").GetInt32();
    }
}
