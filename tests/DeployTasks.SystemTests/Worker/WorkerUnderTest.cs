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

namespace DeployTasks.SystemTests.Worker;

/// <summary>A real worker process, usually for this machine, with a real token server; the test plays the master.</summary>
internal sealed class WorkerUnderTest : IAsyncDisposable, IAnswers
{
    public static readonly Place Place = new(Path.Combine(Path.GetTempPath(), "deploy.yaml"), 1, 1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly SettingsStore _store;
    private TokenServer? _server;
    private Process? _process;
    private LineReader? _events;
    private int _number;

    private WorkerUnderTest(ImmutableSortedDictionary<string, Value> settings) =>
        _store = new SettingsStore([new PlannedHost(new HostDefinition("web1", Place), settings.SetItem("run_id", new Text("run")))], new Secrets());

    public int Pid => _process!.Id;

    /// <summary>Stands in an argument of a step's process, so that exactly ours is found.</summary>
    public string Marker { get; } = $"7{Random.Shared.Next(100_000, 999_999)}";

    public ImmutableSortedDictionary<string, Value> Settings => _store.Load("web1");

    private static readonly ImmutableSortedDictionary<string, Value> Local =
        ImmutableSortedDictionary<string, Value>.Empty.Add("connection", new Text("local"));

    /// <param name="tool">Path of the executable; the one beside the tests when null.</param>
    /// <param name="host">Settings of the host; those of this machine when null.</param>
    public static async Task<WorkerUnderTest> StartAsync(
        string? tool = null, string[]? before = null, Action<ProcessStartInfo>? configure = null,
        ImmutableSortedDictionary<string, Value>? host = null)
    {
        var worker = new WorkerUnderTest(host ?? Local);
        worker._server = TokenServer.Open(
            new Routes(worker._store, worker, _ => { }, new Alarms(_ => { }, _ => { })));
        await worker._server.Serving;
        string[] command =
        [
            .. before ?? [], tool ?? ToolUnderTest.Path,
            "worker", "--url", worker._server.Url, "--host", "web1",
        ];
        worker._process = LabProcess.Start(command[0], command[1..], info =>
        {
            info.Environment[WorkerEnvironment.Token] = worker._server.Issue("web1").Reveal();
            configure?.Invoke(info);
        });
        worker._events = new LineReader(worker._process.StandardOutput.BaseStream);
        return worker;
    }

    public static async Task<WorkerUnderTest> ConnectedAsync(string? tool = null, Action<ProcessStartInfo>? configure = null)
    {
        var worker = await StartAsync(tool, before: null, configure);
        await worker.SendAsync(new Connect());
        await worker.HearAsync<HostConnected>();
        return worker;
    }

    public async Task SendAsync(Command command) => await WriteAsync([.. WireJson.Write(command), (byte)'\n']);

    public async Task WriteAsync(byte[] bytes)
    {
        await _process!.StandardInput.BaseStream.WriteAsync(bytes);
        await _process.StandardInput.BaseStream.FlushAsync();
    }

    public Task AssignAsync(params ImmutableArray<Step> steps) => SendAsync(new Assignment(++_number, "work", steps));

    public async Task<Outcome> RunAsync(params ImmutableArray<Step> steps)
    {
        await AssignAsync(steps);
        return (await HearAsync<HostTaskEnded>()).Outcome;
    }

    /// <summary>The next event of this kind.</summary>
    /// <param name="other">Gets those that are passed over.</param>
    public async Task<T> HearAsync<T>(Action<Event>? other = null)
        where T : Event
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Task.Run(_events!.Read).WaitAsync(patience.Token) is { } line)
        {
            var heard = WireJson.ReadEvent(line);
            if (heard is T wanted)
            {
                return wanted;
            }

            other?.Invoke(heard);
        }
        throw new InvalidOperationException($"The worker ended without {typeof(T).Name}: {await _process!.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Waits until so many processes hold the marker among their arguments.</summary>
    public async Task UntilMarkedAsync(int count)
    {
        var clock = Stopwatch.StartNew();
        while (Marked() != count)
        {
            Assert.True(clock.Elapsed < Patience, $"{Marked()} processes of the step, not {count}");
            await Task.Delay(20);
        }
    }

    public void EndInput() => _process!.StandardInput.Close();

    public ValueTask StopServerAsync() => _server!.DisposeAsync();

    /// <summary>Its exit code, and how long its end took.</summary>
    public async Task<(int Code, TimeSpan Took)> ExitAsync()
    {
        var clock = Stopwatch.StartNew();
        using var patience = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, clock.Elapsed);
    }

    public Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel) =>
        Task.FromResult(AnswerResult.Failed("", new Error("DT6001", ExitCode.Unanswered, "Nobody knows", "Say so")));

    public async ValueTask DisposeAsync()
    {
        if (!_process!.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
        await _server!.DisposeAsync();
    }

    private int Marked() => Directory.EnumerateDirectories("/proc").Count(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0').Contains(Marker);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
