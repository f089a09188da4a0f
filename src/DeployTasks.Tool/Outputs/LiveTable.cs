using System.Diagnostics;
using DeployTasks.Events;
using Spectre.Console;
using Spectre.Console.Advanced;
using Spectre.Console.Rendering;

namespace DeployTasks.Tool.Outputs;

/// <summary>
/// For a person at a terminal: the lines of <see cref="ConsoleOutput"/>, and below them a table of what each host does now.
/// </summary>
internal sealed class LiveTable : IEventSink, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly ConsoleOutput _lines;
    private readonly Lock _gate = new();

    // A question comes and goes on another thread than the events.
    private readonly Lock _switch = new();
    private readonly List<HostRow> _rows = [];
    private readonly Stopwatch _clock = new();
    private CancellationTokenSource? _drawing;
    private Task _drawn = Task.CompletedTask;
    private bool _hasEnded;

    public LiveTable(ConsoleStyle style, TextWriter terminal)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        _lines = new ConsoleOutput(style, line => _console.WriteAnsi(line + "\n"));
    }

    public void Handle(Event happened)
    {
        if (happened is RunEnded)
            End();
        lock (_gate)
            Note(happened);
        _lines.Handle(happened);
        if (happened is RunStarted)
            Start();
    }

    /// <summary>Takes the table away while a question stands on the screen.</summary>
    public void Stop()
    {
        lock (_switch)
        {
            _drawing?.Cancel();
            // A table that cannot be drawn is no reason to lose the lines.
            _drawn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            _drawing?.Dispose();
            _drawing = null;
        }
    }

    public void Start()
    {
        lock (_switch)
        {
            if (_hasEnded || _drawing is not null)
                return;
            _drawing = new CancellationTokenSource();
            var stopped = _drawing.Token;
            _drawn = _console.Live(Table()).AutoClear(enabled: true).StartAsync(context => DrawAsync(context, stopped));
        }
    }

    public void Dispose() => End();

    private void End()
    {
        lock (_switch)
        {
            _hasEnded = true;
            Stop();
        }
    }

    private async Task DrawAsync(LiveDisplayContext context, CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            context.UpdateTarget(Table());
            await Task.Delay(Beat, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Note(Event happened)
    {
        if (happened is RunStarted run)
        {
            _clock.Restart();
            _rows.AddRange(run.Hosts.Select(host => new HostRow(host)));
        }
        var row = _rows.FindIndex(row => row.Host == HostRow.HostOf(happened));
        if (row >= 0)
            _rows[row] = _rows[row].After(happened);
    }

    private Table Table()
    {
        var table = new Table().Border(TableBorder.None).AddColumns("host", "task", "step", "took", "sent");
        lock (_gate)
        {
            foreach (var row in _rows)
                table.AddRow(Cells(row));
        }
        return table;
    }

    private IEnumerable<IRenderable> Cells(HostRow row) =>
    [
        new Text(row.Host), new Text(row.Task), new Text(row.Step).Overflow(Overflow.Ellipsis),
        new Text(row.Since is { } since ? Took.Text(_clock.Elapsed - since) : ""), new Text(row.Progress),
    ];
}
