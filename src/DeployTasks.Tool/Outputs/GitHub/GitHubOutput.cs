using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>
/// The face for the log of GitHub Actions: a line for every change of state while the run goes on, then everything a host
/// said in one group of its own, then the annotations. Lines of the first kind hold no words but ours.
/// </summary>
internal sealed class GitHubOutput(ConsoleStyle style, Masks masks, Annotations annotations, Action<string> write)
    : IEventSink
{
    private readonly Summary _summary = new(style with { Paint = Paint.None });
    private readonly Dictionary<string, HostGroup> _groups = [];
    private readonly List<Error> _failures = [];

    private bool Shows(Verbosity level) => style.Verbosity >= level;

    public void Handle(Event happened)
    {
        Write(masks.New());
        _summary.Handle(happened);
        if (Shows(Verbosity.Normal) && LiveLine(happened) is { } line)
            write(line);
        switch (happened)
        {
            case StepStarted step:
                GroupOf(step.Host).Say($"> {step.Task}: {step.Title}");
                break;
            case Line output:
                GroupOf(output.Host).Show(output);
                break;
            case Said said when said.Level != SaidLevel.Debug || Shows(Verbosity.Everything):
                Say(said);
                break;
            case StepEnded step:
                EndStep(step);
                break;
            case QuestionAnswered answered:
                GroupOf(answered.Host).Say($"'{answered.Key}' answered from {answered.Source}");
                break;
            case HostTaskEnded { Outcome.Error: { } error } task:
                Fail(task.Host, error);
                break;
            case HostLost lost:
                Fail(lost.Host, lost.Error);
                break;
            case HostEnded host:
                EndHost(host);
                break;
            case RunEnded run:
                EndRun(run);
                break;
        }
    }

    private static string? LiveLine(Event happened) => happened switch
    {
        RunStarted run => $"run {run.Run}: {string.Join(", ", run.Tasks)} on {string.Join(", ", run.Hosts)}",
        HostConnected host => $"{host.Host}: connected in {Took.Text(host.Took)}",
        TaskStarted { Hosts.IsEmpty: false } task => $"task {task.Task} on {string.Join(", ", task.Hosts)}",
        HostTaskEnded { Outcome.Error: { } error } task => $"{task.Host}: {task.Task} failed after {Took.Text(task.Took)}, {error.Code}",
        HostTaskEnded { Outcome.IsSuccess: true } task => $"{task.Host}: {task.Task} {Words.Of(task.Outcome.Kind)} in {Took.Text(task.Took)}",
        HostLost lost => $"{lost.Host}: lost, {lost.Error.Code}",
        _ => null,
    };

    private void Say(Said said)
    {
        // Not "warning": with a colon behind it MSBuild would count one.
        var word = said.Level == SaidLevel.Warning ? "warn" : said.Level.ToString().ToLowerInvariant();
        var text = $"{word} {said.Text}";
        if (said.Host is { } host)
            GroupOf(host).Say(text);
        else if (Shows(Verbosity.Normal))
            Write(Quotation.Of([text]));
    }

    private void EndStep(StepEnded step)
    {
        if (step.Outcome.Error is null)
            GroupOf(step.Host).ForgetTail();
        else if (!GroupOf(step.Host).IsNews(step.Outcome.Error))
            return;
        var exit = step.Exit is { } code ? $", exit code {code}" : "";
        GroupOf(step.Host).Say(step.Outcome.Error is not null ? $"failed after {Took.Text(step.Took)}{exit}"
            : step.Skipped ? "skipped" : $"ok in {Took.Text(step.Took)}");
    }

    private void Fail(string host, Error error)
    {
        foreach (var line in ErrorText.ForPeople(error).Concat(ErrorText.Evidence(error, style.Verbosity, GroupOf(host).IsHeard)))
            GroupOf(host).Say(line);
    }

    private void EndHost(HostEnded host)
    {
        if (host.Outcome.Error is { } error)
            _failures.Add(error.Host is null ? error.On(host.Host) : error);
        var lines = GroupOf(host.Host).Take();
        if (lines.Count == 0 || (style.Verbosity == Verbosity.Quiet && host.Outcome.Error is null))
            return;
        write(WorkflowCommand.Group($"{host.Host}: {Words.Of(host.Outcome.Kind)}"));
        Write(Quotation.Of(lines));
        write(WorkflowCommand.EndGroup);
    }

    private void EndRun(RunEnded run)
    {
        Write(annotations.Of([.. _failures, .. run.Errors.Where(IsOfNoFailedHost)]));
        if (Shows(Verbosity.Normal))
            Write(Quotation.Of([.. _summary.Lines(run)]));
    }

    private bool IsOfNoFailedHost(Error error) => !_failures.Any(failure =>
        error.Host is { } host ? failure.Host == host : (failure.Code, failure.What) == (error.Code, error.What));

    private HostGroup GroupOf(string host) =>
        _groups.TryGetValue(host, out var group) ? group : _groups[host] = new HostGroup(host, isLive: false, write);

    private void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            write(line);
    }
}
