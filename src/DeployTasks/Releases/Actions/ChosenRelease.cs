using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Tells the tasks that follow which release they are about on this host.</summary>
internal static class ChosenRelease
{
    /// <param name="name">The release that was asked for.</param>
    /// <returns>The release that has the same content and settings already; null: there is none.</returns>
    public static string? Set(ReleaseScope scope, Layout layout, string name, Answer answer)
    {
        var unchanged = answer["unchanged"];
        scope.Set("release_unchanged", new Flag(unchanged is not null));
        scope.Set("release_name", new Text(unchanged ?? name));
        scope.Set("release_path", new Text(layout.PathOf(unchanged ?? name)));
        scope.Set("previous_release", Text.Literal(answer["current"] ?? ""));
        return unchanged;
    }
}
