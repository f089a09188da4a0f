namespace Cake.DeployTasks;

/// <summary>How a run ended.</summary>
/// <param name="ExitCode">0 done, 1 a step failed, 2 recipe, 3 unreachable, 4 locked, 5 unanswered, 6 time-out, 7 partly published, 8 internal, 130 or 143 cancelled.</param>
/// <param name="Hosts">In the order of the recipe.</param>
/// <param name="Errors">What went wrong, one line each, with its DT code.</param>
public sealed record DeployResult(int ExitCode, IReadOnlyList<DeployHostResult> Hosts, IReadOnlyList<string> Errors)
{
    /// <summary>Id of the script that was started, to wait for this very one; null when none was.</summary>
    public string? ScriptId => Hosts.Select(host => host.ScriptId).FirstOrDefault(id => id is not null);
}

/// <summary>How a run ended on one host.</summary>
/// <param name="Host">Its alias.</param>
/// <param name="Status"><c>done</c>, <c>unchanged</c>, <c>failed</c> or <c>not-run</c>.</param>
/// <param name="Release">Name of the release it serves now, when the run was a deployment.</param>
/// <param name="PreviousRelease">Name of the release it served before.</param>
/// <param name="Duration">Of everything this host did.</param>
/// <param name="Output">What its commands printed on stdout.</param>
public sealed record DeployHostResult(
    string Host, string Status, string? Release, string? PreviousRelease, TimeSpan Duration, string Output)
{
    /// <summary>Id of the detached script that was started last, the same on all hosts; null when none was.</summary>
    public string? ScriptId { get; init; }
}
