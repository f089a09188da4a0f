using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master;

/// <summary>Workers that live inside the test and speak the real wire. What they do is the test's business.</summary>
internal sealed class FakeWorkers : IWorkerLauncher
{
    public Func<FakeWorker, Task<Outcome>> OnConnect { get; init; } = _ => Task.FromResult(Outcome.Done);
    public Func<FakeWorker, Assignment, Task<Outcome>> OnTask { get; init; } = (_, _) => Task.FromResult(Outcome.Done);

    /// <summary>What it says first; the default is the greeting of this very build.</summary>
    public Func<FakeWorker, Task> OnStart { get; init; } = worker => worker.SayAsync(new WorkerStarted(worker.Host, WireVersion.Own));

    public int ExitCode { get; init; }

    /// <summary><c>web1 build began</c>, <c>web1 build ended</c> … in the order of time.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    public ConcurrentQueue<FakeWorker> Started { get; } = [];

    public IWorkerProcess Start(WorkerOrder order)
    {
        var worker = new FakeWorker(this, order);
        Started.Enqueue(worker);
        return worker;
    }
}

internal sealed class FakeWorker : IWorkerProcess
{
    private readonly FakeWorkers _fakes;
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _output = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly TaskCompletionSource<WorkerExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _saying = new(1);
    private Task _running = Task.CompletedTask;

    public FakeWorker(FakeWorkers fakes, WorkerOrder order)
    {
        (_fakes, Order, Input, Output) = (fakes, order, _input.Writer.AsStream(), _output.Reader.AsStream());
        _ = Task.Run(LiveAsync);
    }

    public WorkerOrder Order { get; }
    public string Host => Order.Host;

    /// <summary>What <see cref="Connect"/> told it.</summary>
    public bool IsDirect { get; private set; }
    public Stream Input { get; }
    public Stream Output { get; }
    public Task<WorkerExit> Completion => _exit.Task;

    /// <summary>Ends with the cancel command of the running assignment.</summary>
    public TaskCompletionSource<ExitCode> Cancelled { get; private set; } = new();

    public void Kill() => Exit(137);

    public void Exit(int code, string tail = "")
    {
        _exit.TrySetResult(new WorkerExit(code, tail));
        _output.Writer.Complete();
    }

    public Task SayAsync(Event happened) => SayAsync(Encoding.UTF8.GetString(WireJson.Write(happened)));

    public async Task SayAsync(string line)
    {
        await _saying.WaitAsync();
        try
        {
            await _output.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (InvalidOperationException)
        {
            // It was killed in the middle of the word.
        }
        finally
        {
            _saying.Release();
        }
    }

    /// <summary>Asks the master, with this worker's token.</summary>
    public async Task<(int Status, byte[] Body)> PostAsync(string path, byte[] body)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Order.Token);
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await client.PostAsync(new Uri(Order.Url + path), content);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    public ValueTask DisposeAsync()
    {
        _saying.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task LiveAsync()
    {
        await _fakes.OnStart(this);
        var lines = new LineReader(_input.Reader.AsStream());
        while (await Task.Factory.StartNew(lines.Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default) is { } line)
        {
            var command = WireJson.ReadCommand(line);
            if (command is Cancel cancel)
            {
                Cancelled.TrySetResult(cancel.Exit);
            }
            else
            {
                Cancelled = new TaskCompletionSource<ExitCode>();
                _running = CarryOutAsync(command);
            }
        }
        await _running;
        Exit(_fakes.ExitCode);
    }

    private async Task CarryOutAsync(Command command)
    {
        if (command is Assignment assignment)
        {
            _fakes.Log.Enqueue($"{Host} {assignment.Task} began");
            var outcome = await _fakes.OnTask(this, assignment);
            _fakes.Log.Enqueue($"{Host} {assignment.Task} ended");
            await SayAsync(new HostTaskEnded(Host, assignment.Task, assignment.Number, outcome, TimeSpan.Zero));
            return;
        }
        IsDirect = command is Connect { IsDirect: true };
        var connected = await _fakes.OnConnect(this);
        await SayAsync(connected.IsSuccess
            ? new HostConnected(Host, TimeSpan.Zero)
            : new HostTaskEnded(Host, Connect.TaskName, 0, connected, TimeSpan.Zero));
    }
}
