using System.Diagnostics;
using DeployTasks.Events;
using Spectre.Console;
using Spectre.Console.Advanced;
using Spectre.Console.Rendering;

namespace DeployTasks.Tool.Outputs;

/// <summary>
/// For a person at a terminal: the lines of <see cref="ConsoleOutput"/>, and below them a table of what each host does now.
/// </summary>
internal sealed class LiveTable : IEventSink, IScreen, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    // The headings, how many more there are, and the line of the cursor.
    private const int Spare = 3;

    private readonly IAnsiConsole _console;
    private readonly HeldLines _held;
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
        : this(style, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) }))
    {
    }

    public LiveTable(ConsoleStyle style, IAnsiConsole console)
    {
        _console = console;
        _held = new HeldLines(line => _console.WriteAnsi(line + "\n"));
        _lines = new ConsoleOutput(style, _held.Write);
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

    public void StepAside()
    {
        lock (_switch)
        {
            if (_hasEnded)
                return;
            Stop();
            _held.StepAside();
        }
    }

    public void ComeBack()
    {
        _held.ComeBack();
        Start();
    }

    private void Stop()
    {
        _drawing?.Cancel();
        // A table that cannot be drawn is no reason to lose the lines.
        _drawn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _drawing?.Dispose();
        _drawing = null;
    }

    private void Start()
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
            _held.ComeBack();
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

    // What does not fit would scroll, and no later drawing could reach it: hosts at work come first then.
    internal Table Table()
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var heading in (string[])["host", "task", "step", "took", "sent"])
            table.AddColumn(new TableColumn(new CutText(heading)));
        lock (_gate)
        {
            var room = Math.Max(1, _console.Profile.Height - Spare);
            var shown = _rows.Count <= room ? _rows : [.. _rows.OrderBy(row => row.Since is null).Take(room)];
            foreach (var row in shown)
                table.AddRow(Cells(row));
            if (shown.Count < _rows.Count)
                table.AddRow(new CutText($"… and {_rows.Count - shown.Count} more"));
        }
        return table;
    }

    private IEnumerable<IRenderable> Cells(HostRow row) =>
    [
        new CutText(row.Host), new CutText(row.Task), new CutText(row.Step),
        new CutText(row.Since is { } since ? Took.Text(_clock.Elapsed - since) : ""), new CutText(row.Progress),
    ];
}
