using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>
/// Finds the release to roll back to. The first host chooses for all, unless <c>rollback_to</c> names one; then every host
/// is asked whether it has it, before any is touched. A host that serves it already, and well, is passed by: after a
/// deployment that was published in part, only the others have to go back.
/// </summary>
internal sealed class TargetAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    private const string ChosenFor = "rollback_chosen_for", Content = "rollback_content", Needed = "rollback_needed";

    public async Task<Outcome> ChooseAsync(CancellationToken cancel)
    {
        var named = scope.Settings.TextOr("rollback_to", "");
        var answer = await FindAsync(named, cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        if (string.IsNullOrEmpty(named))
        {
            scope.Set(ChosenFor, Text.Literal(answer["current"] ?? ""), share: true);
            scope.Set(Content, Text.Literal(answer["content"] ?? ""), share: true);
        }

        var target = SafeName.OfRelease(answer["target"]!);
        scope.Set("release_name", new Text(target), share: true);
        scope.Set("rolling_back", new Flag(true), share: true);
        scope.Inform($"Rolling back to {target}");
        return Outcome.Unchanged;
    }

    public async Task<Outcome> CheckAsync(CancellationToken cancel)
    {
        var settings = scope.Settings;
        var target = settings.Text("release_name");
        var answer = await FindAsync(target, cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        var current = answer["current"] ?? "";
        scope.Set("release_path", new Text(layout.PathOf(target)));
        scope.Set("previous_release", Text.Literal(current));
        if (current == target && !answer.Says("in-doubt"))
        {
            scope.Set("release_unchanged", new Flag(true));
            scope.Inform($"Serves {target} already");
            return Outcome.Unchanged;
        }

        if (current != target && settings.TextOr(Content, null) is { } content && answer["content"] != content)
        {
            return Outcome.Failed(Errors.ServesAnother(current, settings.Text(ChosenFor), target) with { Host = scope.Alias });
        }

        scope.Set(Needed, new Flag(true), share: true);
        return Outcome.Unchanged;
    }

    public Outcome Need() => scope.Settings.Flag(Needed, false)
        ? Outcome.Unchanged
        : Outcome.Failed(Errors.TargetIsCurrent(scope.Settings.Text("release_name")));

    private async Task<Answer> FindAsync(string? target, CancellationToken cancel)
    {
        var to = string.IsNullOrEmpty(target) ? "" : SafeName.OfRelease(target);
        var answer = await shell.AskAsync(layout.Script("find-target").With("to", to), cancel);
        return answer.IsSuccess && answer["target"] is null
            ? answer with { Error = Errors.HostileAnswer("rollback", "no target") with { Host = scope.Alias } }
            : answer;
    }
}
