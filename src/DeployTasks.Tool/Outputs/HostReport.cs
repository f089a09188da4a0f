using System.Collections.Immutable;
using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>What happened on one host, as far as the end of a run tells of it.</summary>
internal sealed class HostReport(string host)
{
    private const int TailLines = 20;
    private const int MostWarnings = 10;

    private readonly Queue<string> _tail = new();
    private readonly List<string> _warnings = [];
    private HostEnded? _end;

    public string Host => host;
    public int Tasks { get; private set; }
    public string? FailedTask { get; private set; }

    /// <summary>The last lines of the step that failed its task.</summary>
    public ImmutableArray<string> Tail { get; private set; } = [];

    public IReadOnlyList<string> Warnings => _warnings;
    public OutcomeKind Kind => _end?.Outcome.Kind ?? OutcomeKind.NotRun;
    public Error? Error => _end?.Outcome.Error;
    public TimeSpan Took => _end?.Took ?? TimeSpan.Zero;

    /// <summary>What it came to, in a word or two.</summary>
    public string Result => Kind != OutcomeKind.NotRun || Tasks == 0 ? Words.Of(Kind) : IsBack ? "switched back" : "stopped";

    /// <summary>It was switched to the new release, and back.</summary>
    public bool IsBack => Fact("release_restored") is not null || Fact("release_withdrawn") is not null;

    /// <summary>The release that was made here.</summary>
    public string? Made => Fact("release_path") is null ? null : Fact("release_name");

    // Every run has a name ready for a release; only what has a path or took the place of another is one.
    public string? Release => Made ?? (Previous is null ? null : Fact("release_name"));
    public string? Previous => Fact("previous_release");

    public void Handle(Event happened)
    {
        switch (happened)
        {
            case Line line:
                _tail.Enqueue(line.Text);
                if (_tail.Count > TailLines)
                    _tail.Dequeue();
                break;
            case Said { Level: SaidLevel.Warning } said when _warnings.Count < MostWarnings:
                _warnings.Add(said.Text);
                break;
            case StepEnded step:
                if (step.Outcome.Error is not null && FailedTask is null)
                    Tail = [.. _tail];
                _tail.Clear();
                break;
            case HostTaskEnded { Outcome.Kind: OutcomeKind.Failed } task:
                FailedTask ??= task.Task;
                break;
            case HostTaskEnded { Outcome.IsSuccess: true }:
                Tasks++;
                break;
            case HostEnded end:
                _end = end;
                break;
        }
    }

    private string? Fact(string name) => _end?.Facts.GetValueOrDefault(name);
}
