using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Lab;
using DeployTasks.Master.Listening;
using DeployTasks.Scripts;
using DeployTasks.Wire;

namespace DeployTasks.SystemTests.Scripts.Faults;

/// <summary>Two hosts, a listener, and a run that starts three scripts on each and waits for them.</summary>
internal sealed class FaultScene : IAsyncDisposable
{
    private const string Passphrase = "correct horse battery staple";

    private static readonly string Work = $$"""
          callback_url: http://127.0.0.1:PORT/callback
          callback_key: {secret: DEPLOY_CALLBACK_KEY}
        tasks:
          work:
            steps:
              - { script: "{{Script("0.2", 0)}}", detach: true, name: quick }
              - { script: "{{Script("1.5", 3)}}", detach: true, name: usual }
              - { script: "{{Script("3", 4)}}", detach: true, name: long }
              - { wait: quick, allow_failure: true }
              - { wait: usual, allow_failure: true }
              - { wait: long, allow_failure: true }
        """;

    // In the order of the steps that start them.
    private static readonly string[] Names = ["quick", "usual", "long"];
    private static readonly Dictionary<string, int> Exits = new() { ["quick"] = 0, ["usual"] = 3, ["long"] = 4 };

    private readonly ScriptScene _scene;
    private readonly SshIdentity _identity;
    private readonly int _port;
    private readonly ConcurrentQueue<string> _told = [];
    private readonly ConcurrentQueue<string> _reported = [];
    private readonly ConcurrentQueue<(string Host, string Name)> _started = [];
    private readonly string _heard = Directory.CreateTempSubdirectory("dt-heard-").FullName;
    private CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    private FaultScene(ScriptScene scene, SshIdentity identity, int port) => (_scene, _identity, _port) = (scene, identity, port);

    public static async Task<FaultScene> StartAsync()
    {
        var port = FreePort.Of();
        var scene = await ScriptScene.StartAsync(2, Work.Replace("PORT", $"{port}", StringComparison.Ordinal));
        scene.Environment[CallbackKey.Variable] = Passphrase;
        var faults = new FaultScene(scene, await SshIdentity.PrepareAsync(new SshSecrets(), CancellationToken.None), port);
        faults.Listen();
        return faults;
    }

    public Process Launch() => _scene.Launch("run", "work", "--output", "json");

    /// <summary>Notes what the run says about each script: nothing may be said twice, and what it has started must be there.</summary>
    public async Task ReadAsync(Process tool)
    {
        _ = tool.StandardError.ReadToEndAsync();
        while (await tool.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.EndsWith('}'))
            {
                continue;
            }

            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("event").GetString() == "step-ended")
            {
                var (host, step) = (json.RootElement.GetProperty("host").GetString()!, json.RootElement.GetProperty("step").GetInt32());
                _reported.Enqueue($"{host} {step}");
                if (step <= Names.Length && json.RootElement.GetProperty("outcome").GetProperty("kind").GetString() == "done")
                {
                    _started.Enqueue((host, Names[step - 1]));
                }
            }
        }
    }

    /// <summary>Or until the run has ended without having reached a host in time.</summary>
    public Task UntilOneRunsAsync(Process tool) => Poll.UntilAsync(() => _scene.Statuses().Any() || tool.HasExited);

    public void CutSessions() => _scene.Lab.Hosts.ToList().ForEach(ScriptScene.CutSessions);

    public async Task RestartSshdAsync()
    {
        foreach (var host in _scene.Lab.Hosts)
        {
            ScriptScene.CutSessions(host);
            await host.StopAsync();
            await host.StartAsync();
        }
    }

    public void KillOneRunner(Random random)
    {
        var running = _scene.Statuses().Where(file => File.ReadAllText(file).Contains("\"running\"", StringComparison.Ordinal)).ToArray();
        if (running.Length > 0)
        {
            var job = Directory.GetParent(running[random.Next(running.Length)])!;
            _scene.KillRunner(job.Parent!.Name, job.Name);
        }
    }

    public async Task RestartListenerAsync()
    {
        await EndListenerAsync();
        Listen();
    }

    /// <summary>Collects as a second master would, compares what everybody knows, and clears the table.</summary>
    /// <returns>How each script ended.</returns>
    public async Task<IReadOnlyList<string>> SettleAsync(string where)
    {
        Assert.True(_reported.Distinct().Count() == _reported.Count, $"{where}: the run said something twice");
        _reported.Clear();
        var ends = new List<string>();
        var found = new List<(string Host, string Name)>();
        foreach (var host in _scene.Lab.Hosts)
        {
            await using var session = Open(host);
            var scripts = new ScriptRunner(session, ScriptHome.Of(host.Alias, _scene.ScriptsPath, null), bell: null);
            foreach (var job in await scripts.ReportAsync(null, CancellationToken.None))
            {
                await scripts.WaitAsync(job, static (_, _) => { }, CancellationToken.None);
                var status = await scripts.FindAsync(job.Id, CancellationToken.None) ?? throw new InvalidOperationException($"{where}: {job.Id} is gone");
                await CheckAsync(host.Alias, status, where);
                found.Add((host.Alias, status.Name));
                ends.Add(ScriptStatus.WordOf(status.State));
                Assert.True((await scripts.StopAsync(job.Id, CancellationToken.None)).IsSuccess, where);
                Assert.True((await scripts.RemoveAsync([job.Id], CancellationToken.None)).IsSuccess, where);
            }
        }

        Assert.All(_started, started => Assert.True(found.Contains(started), $"{where}: {started} was started and is gone"));
        Assert.True(ends.Count(end => end == ScriptStatus.WordOf(ScriptState.Lost)) <= 1, $"{where}: {string.Join(", ", ends)}");
        _started.Clear();
        return ends;
    }

    public async ValueTask DisposeAsync()
    {
        await EndListenerAsync();
        await _scene.DisposeAsync();
        await _identity.DisposeAsync();
        Directory.Delete(_heard, recursive: true);
    }

    private async Task CheckAsync(string host, ScriptStatus status, string where)
    {
        var what = $"{where}: {host}/{status.Id}";
        var log = await File.ReadAllTextAsync(_scene.JobFile(host, status.Id, "log"));
        if (status.State == ScriptState.Lost)
        {
            Assert.True(where.Contains("runner killed", StringComparison.Ordinal), $"{what} is lost ({status.Reason})");
            Assert.DoesNotContain($"{host}/{status.Id}", _told);
            return;
        }

        Assert.True(status.State == ScriptState.Finished && status.Exit == Exits[status.Name], $"{what} {status.State} {status.Exit}");
        Assert.True(log == "begin\nend\n", $"{what} printed '{log}'");
        await Poll.UntilAsync(() => _told.Contains($"{host}/{status.Id}"), what: what);
        Assert.True(_told.Count(told => told == $"{host}/{status.Id}") == 1, $"{what} was told twice");
    }

    private static string Script(string seconds, int exit) => $"echo begin\\nsleep {seconds}\\necho end\\nexit {exit}\\n";

    private HostSession Open(LabHost host)
    {
        var settings = new ConnectionSettings(host.Alias, host.Address)
        {
            Port = host.Port,
            User = SshLab.User,
            IdentityFile = _scene.Lab.IdentityFile,
            KnownHostsFile = _scene.Lab.KnownHostsFile,
            RunFolder = _identity.Folder,
        };
        return new HostSession(new ConnectionFactory().Create(settings), settings);
    }

    private void Listen()
    {
        _stop = new CancellationTokenSource();
        var options = new ListenOptions(new IPEndPoint(IPAddress.Loopback, _port), "/callback", _heard);
        _listening = new CallbackListener(options, CallbackKey.FromPassphrase(Passphrase), new Teller(_told), static _ => { })
            .RunAsync(static _ => { }, _stop.Token);
    }

    private async Task EndListenerAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private sealed class Teller(ConcurrentQueue<string> told) : ITeller
    {
        public Task<string?> TellAsync(HeardCallback callback, CancellationToken cancel)
        {
            told.Enqueue(callback.Caller.ToString());
            return Task.FromResult<string?>(null);
        }
    }
}
