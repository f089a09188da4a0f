using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>At the end of a run, however it ended: the step summary and the outputs of the step.</summary>
internal sealed class GitHubReport(RunnerFiles files) : IEventSink
{
    private readonly RunReport _report = new();

    public void Handle(Event happened)
    {
        _report.Handle(happened);
        if (happened is not RunEnded)
            return;
        files.SetOutput("release", _report.Release ?? "");
        files.SetOutput("previous-release", _report.Previous ?? "");
        files.SetOutput("failed-hosts", string.Join(',', _report.Failed.Select(host => host.Host)));
        files.SetOutput("result", ResultJson.Of(_report));
        files.AddSummary(used => StepSummary.Of(_report, used));
    }
}
