using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>The last lines of a run: every host, how far it came, how long it took.</summary>
internal sealed class Summary(ConsoleStyle style)
{
    private const int MostMoves = 3;

    private readonly RunReport _report = new();

    public void Handle(Event happened) => _report.Handle(happened);

    public IEnumerable<string> Lines(RunEnded run)
    {
        foreach (var line in TextTable.Lines(["host", "result", "tasks", "took", ""], _report.Hosts.Select(Cells)))
            yield return line;
        yield return run.Exit == ExitCode.Done
            ? style.Paint.Green($"done in {Took.Text(run.Took)}")
            : style.Paint.Red($"{Words.Of(run.Exit)} after {Took.Text(run.Took)}, exit code {(int)run.Exit}");
        foreach (var next in run.Errors.Where(IsOfTheRun).Select(error => error.Next).Distinct().Take(MostMoves))
            yield return $"next: {next}";
    }

    // Hosts that serve what they should not are named together in an error of the run itself.
    private static bool IsOfTheRun(Error error) => error.Exit != ExitCode.PartlyPublished || error.Host is null;

    private string[] Cells(HostReport host) =>
        [host.Host, host.Result, $"{host.Tasks}", Took.Text(host.Took), Remark(host)];

    private string Remark(HostReport host)
    {
        if (host.Error is { } error)
            return $"{(host.FailedTask is { } task ? $"{task}: " : "")}{error.Code} {error.What.Split('\n')[0]}";
        return host.Made is not { } release ? ""
            : style.IsRehearsal ? $"would serve {release}"
            : !host.IsBack ? $"release {release}"
            : host.Previous is { } previous ? $"serves {previous} again"
            : "serves nothing, as before";
    }
}
