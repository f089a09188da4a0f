using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>The plain face, for CI logs and pipes: lines only, each host's part of a task in one piece.</summary>
internal sealed class ConsoleOutput(ConsoleStyle style, Action<string> write) : IEventSink
{
    private readonly Summary _summary = new(style);
    private readonly Dictionary<string, HostGroup> _groups = [];
    private readonly HashSet<(string?, string, string)> _shownErrors = [];
    private bool _isLive;

    private bool Shows(Verbosity level) => style.Verbosity >= level;

    public void Handle(Event happened)
    {
        _summary.Handle(happened);
        switch (happened)
        {
            case RunStarted run when Shows(Verbosity.Normal):
                write($"run {run.Run}: {string.Join(", ", run.Tasks)} on {string.Join(", ", run.Hosts)}");
                break;
            case WorkerStarted worker when Shows(Verbosity.Everything):
                GroupOf(worker.Host).Say($"worker {worker.Version} started");
                break;
            case HostConnected connected when Shows(Verbosity.Timings):
                GroupOf(connected.Host).Say($"connected in {Took.Text(connected.Took)}");
                break;
            case TaskStarted task:
                StartTask(task);
                break;
            case StepStarted step when Shows(Verbosity.Output):
                GroupOf(step.Host).Say($"> {step.Title}");
                break;
            case Line line:
                if (Shows(Verbosity.Output))
                    GroupOf(line.Host).Show(line);
                else
                    GroupOf(line.Host).Keep(line);
                break;
            case Said said:
                Say(said);
                break;
            case StepEnded step:
                EndStep(step);
                break;
            case HostTaskEnded task:
                EndTask(task);
                break;
            case TaskEnded task when Shows(Verbosity.Timings):
                write($"task {task.Task} took {Took.Text(task.Took)}");
                break;
            case QuestionAnswered answered when Shows(Verbosity.Output):
                GroupOf(answered.Host).Say($"'{answered.Key}' answered from {answered.Source}");
                break;
            case HostLost lost:
                ShowError(GroupOf(lost.Host), lost.Error);
                GroupOf(lost.Host).Print();
                break;
            case RunEnded run:
                EndRun(run);
                break;
        }
    }

    private void StartTask(TaskStarted task)
    {
        PrintAll();
        _groups.Clear();
        _isLive = style.AsItComes || task.Hosts.Length == 1;
        if (Shows(Verbosity.Normal) && !task.Hosts.IsEmpty)
            write(style.Paint.Bold($"task {task.Task}"));
    }

    private void Say(Said said)
    {
        var (needs, text) = said.Level switch
        {
            SaidLevel.Debug => (Verbosity.Everything, style.Paint.Dim(said.Text)),
            SaidLevel.Info => (Verbosity.Normal, $"info {said.Text}"),
            _ => (Verbosity.Normal, style.Paint.Yellow($"warn {said.Text}")),
        };
        if (!Shows(needs))
            return;
        if (said.Host is { } host)
            GroupOf(host).Say(text);
        else
            write(text);
    }

    private void EndStep(StepEnded step)
    {
        var group = GroupOf(step.Host);
        if (step.Outcome.Error is { } error)
        {
            group.ShowTail();
            var exit = step.Exit is { } code ? $" with exit code {code}" : "";
            if (group.IsNews(error))
                group.Say(style.Paint.Red($"failed after {Took.Text(step.Took)}{exit}"));
            return;
        }
        if (step.Skipped && Shows(Verbosity.Output))
            group.Say("skipped");
        else if (Shows(Verbosity.Timings))
            group.Say($"ok {Took.Text(step.Took)}");
        group.ForgetTail();
    }

    private void EndTask(HostTaskEnded task)
    {
        var group = GroupOf(task.Host);
        if (task.Outcome.Error is { } error)
            ShowError(group, error);
        else if (Shows(Verbosity.Timings))
            group.Say($"{task.Task} {task.Outcome.Kind.ToString().ToLowerInvariant()}, {Took.Text(task.Took)}");
        group.Print();
        _groups.Remove(task.Host);
    }

    private void ShowError(HostGroup group, Error error)
    {
        if (!_shownErrors.Add((error.Host, error.Code, error.What)))
            return;
        group.Print();
        foreach (var line in style.Error(error, group.IsHeard))
            write(line);
    }

    private void EndRun(RunEnded run)
    {
        PrintAll();
        foreach (var error in run.Errors.Where(error => _shownErrors.Add((error.Host, error.Code, error.What))))
        {
            foreach (var line in style.Error(error))
                write(line);
        }
        if (!Shows(Verbosity.Normal))
            return;
        foreach (var line in _summary.Lines(run))
            write(line);
    }

    private void PrintAll()
    {
        foreach (var group in _groups.Values)
            group.Print();
    }

    private HostGroup GroupOf(string host) =>
        _groups.TryGetValue(host, out var group) ? group : _groups[host] = new HostGroup(host, _isLive, write);
}
