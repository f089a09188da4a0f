using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Links what outlives releases into the new one, and gives it the files whose content the settings give.</summary>
internal sealed class SharedAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var directories = SharedPaths.DirectoriesOf(scope.Settings);
        var files = SharedFile.AllOf(scope.Settings);
        SharedPaths.RefuseOverlap(scope.Settings);
        if (directories.Length + files.Count == 0)
        {
            return Outcome.Unchanged;
        }

        var script = layout.Script("shared").With("release_name", scope.Settings.Text("release_name"));
        script = directories.Aggregate(script, (all, dir) => all.Then("share_dir", dir, Shared(dir)));
        script = files.Aggregate(script, (all, file) => file.Content is { } content
            ? all.Then("own_file", file.Path, Up(file.Path, ".dep/shared/"), file.Mode, content)
            : all.Then("share_file", file.Path, Shared(file.Path)));
        return await shell.AskAsync(script, cancel) is { Error: { } error } ? Outcome.Failed(error) : Outcome.Done;
    }

    /// <summary>From the folder of the link in <c>releases/NAME</c>; relative, so that a moved deploy_path stays whole.</summary>
    private static string Shared(string path) => Up(path, "../../shared/");

    /// <param name="folder">From the root of the release.</param>
    private static string Up(string path, string folder) =>
        string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/'))) + folder + path;
}
