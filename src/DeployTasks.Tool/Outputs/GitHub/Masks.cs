using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>
/// Tells the runner every secret before it could be shown, so that it is masked in what others print in this job, too.
/// Only a real runner is told: it swallows these lines, and anything else would show them, a file above all.
/// </summary>
internal sealed class Masks(Surroundings here)
{
    private readonly HashSet<string> _told = [];
    private readonly Lazy<bool> _isHeard = new(() => here.IsGitHub && !here.OutIsFile());
    private int _known;

    public IEnumerable<string> New()
    {
        if (!_isHeard.Value || here.Secrets.Since(_known) is not { Count: > 0 } added)
            return [];
        _known += added.Count;
        return [.. added.SelectMany(Secrets.Forms).Where(_told.Add).Select(WorkflowCommand.AddMask)];
    }
}
