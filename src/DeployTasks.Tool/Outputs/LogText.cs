using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>What the log file says about an event; null for those it leaves out.</summary>
internal static class LogText
{
    public static string? Of(Event happened) => happened switch
    {
        RunStarted run => $"run {run.Run}: {string.Join(", ", run.Tasks)} on {string.Join(", ", run.Hosts)}",
        WorkerStarted worker => $"[{worker.Host}] worker {worker.Version} started",
        HostConnected connected => $"[{connected.Host}] connected in {Took.Text(connected.Took)}",
        TaskStarted task => $"task {task.Task} on {string.Join(", ", task.Hosts)}",
        StepStarted step => $"[{step.Host}] > {step.Title}",
        Said { Host: { } host } said => $"[{host}] {Word(said.Level)} {said.Text}",
        Said said => $"{Word(said.Level)} {said.Text}",
        StepEnded { Skipped: true } step => $"[{step.Host}] skipped",
        StepEnded step => $"[{step.Host}] {Text(step.Outcome)}, exit {End(step)}, {Took.Text(step.Took)}",
        HostTaskEnded task => $"[{task.Host}] {task.Task} {Text(task.Outcome)}, {Took.Text(task.Took)}",
        TaskEnded task => $"task {task.Task} took {Took.Text(task.Took)}",
        QuestionAnswered answered => $"[{answered.Host}] '{answered.Key}' answered from {answered.Source}",
        HostLost lost => $"[{lost.Host}] lost: {Brief(lost.Error)}",
        HostEnded ended => $"[{ended.Host}] {Text(ended.Outcome)}, {Took.Text(ended.Took)}",
        RunEnded run => string.Join('\n', run.Errors.SelectMany(Whole).Append(Last(run))),
        _ => null,
    };

    private static string Last(RunEnded run) => $"exit code {(int)run.Exit} after {Took.Text(run.Took)}";

    private static string End(StepEnded step) => step.Exit?.ToString() ?? "-";

    private static string Word(SaidLevel level) => level.ToString().ToLowerInvariant();

    private static string Text(Outcome outcome) =>
        outcome.Error is { } error ? Brief(error) : outcome.Kind.ToString().ToLowerInvariant();

    private static string Brief(Error error) => $"failed: {error.Code} {error.What.Split('\n')[0]}";

    private static IEnumerable<string> Whole(Error error) =>
        [.. ErrorText.ForPeople(error), .. ErrorText.Evidence(error, Verbosity.Everything, isHeard: false)];
}
