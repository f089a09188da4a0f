using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>Collects what the last lines of a run say: every host, how far it came, how long it took.</summary>
internal sealed class Summary(Paint paint)
{
    private const int MostMoves = 3;

    private readonly Dictionary<string, Row> _rows = [];

    public void Handle(Event happened)
    {
        switch (happened)
        {
            case RunStarted run:
                foreach (var host in run.Hosts)
                    _rows[host] = new Row();
                break;
            case HostTaskEnded { Outcome.Kind: OutcomeKind.Failed } failed:
                RowOf(failed.Host).FailedTask ??= failed.Task;
                break;
            case HostTaskEnded { Outcome.IsSuccess: true } ended:
                RowOf(ended.Host).Tasks++;
                break;
            case HostEnded ended:
                RowOf(ended.Host).End = ended;
                break;
        }
    }

    public IEnumerable<string> Lines(RunEnded run)
    {
        var rows = _rows.Select(row => Cells(row.Key, row.Value));
        foreach (var line in TextTable.Lines(["host", "result", "tasks", "took", ""], rows))
            yield return line;
        yield return run.Exit == ExitCode.Done
            ? paint.Green($"done in {Took.Text(run.Took)}")
            : paint.Red($"{Words.Of(run.Exit)} after {Took.Text(run.Took)}, exit code {(int)run.Exit}");
        foreach (var next in run.Errors.Select(error => error.Next).Distinct().Take(MostMoves))
            yield return $"next: {next}";
    }

    private Row RowOf(string host) => _rows.TryGetValue(host, out var row) ? row : _rows[host] = new Row();

    private static string[] Cells(string host, Row row) =>
    [
        host,
        Words.Of(row.End?.Outcome.Kind ?? OutcomeKind.NotRun),
        row.Tasks.ToString(),
        Took.Text(row.End?.Took ?? TimeSpan.Zero),
        Remark(row),
    ];

    private static string Remark(Row row)
    {
        if (row.End?.Outcome.Error is { } error)
            return $"{(row.FailedTask is { } task ? $"{task}: " : "")}{error.Code} {error.What.Split('\n')[0]}";
        return row.End is { } end && end.Facts.ContainsKey("release_path") ? $"release {end.Facts["release_name"]}" : "";
    }

    private sealed class Row
    {
        public int Tasks { get; set; }
        public string? FailedTask { get; set; }
        public HostEnded? End { get; set; }
    }
}
