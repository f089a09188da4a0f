using System.Collections.Immutable;
using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>What a run came to, gathered from its events: the matter of every summary.</summary>
internal sealed class RunReport : IEventSink
{
    private readonly Dictionary<string, HostReport> _hosts = [];
    private readonly List<TaskSpan> _timeline = [];

    public RunStarted? Start { get; private set; }
    public RunEnded? End { get; private set; }
    public IReadOnlyCollection<HostReport> Hosts => _hosts.Values;
    public IReadOnlyList<TaskSpan> Timeline => _timeline;
    public IEnumerable<HostReport> Failed => Hosts.Where(host => host.Error is not null);

    /// <summary>Errors that are not the word on a host.</summary>
    public IEnumerable<Error> Others => End is null ? [] : End.Errors.Except(Failed.Select(host => host.Error!));

    /// <summary>The release the run was about; null when it was about none.</summary>
    public string? Release => Hosts.Select(host => host.Release).FirstOrDefault(name => name is not null);
    public string? Previous => Hosts.Select(host => host.Previous).FirstOrDefault(name => name is not null);

    public void Handle(Event happened)
    {
        switch (happened)
        {
            case RunStarted run:
                Start = run;
                foreach (var host in run.Hosts)
                    _hosts[host] = new HostReport(host);
                break;
            case TaskStarted task when !task.Hosts.IsEmpty:
                _timeline.Add(new TaskSpan(task.Task, task.Hosts, task.At));
                break;
            case TaskEnded task when _timeline.FindLastIndex(span => span.Task == task.Task) is >= 0 and var index:
                _timeline[index] = _timeline[index] with { Took = task.Took };
                break;
            case RunEnded run:
                End = run;
                break;
            default:
                if (HostRow.HostOf(happened) is { } alias)
                    HostOf(alias).Handle(happened);
                else if (happened is Line line)
                    HostOf(line.Host).Handle(line);
                else if (happened is Said { Host: { } speaker } said)
                    HostOf(speaker).Handle(said);
                break;
        }
    }

    private HostReport HostOf(string host) =>
        _hosts.TryGetValue(host, out var report) ? report : _hosts[host] = new HostReport(host);
}

/// <param name="At">Since the run began.</param>
internal sealed record TaskSpan(string Task, ImmutableArray<string> Hosts, TimeSpan At)
{
    /// <summary>Null when the run ended before it did.</summary>
    public TimeSpan? Took { get; init; }
}
