using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases;

/// <summary>Where things lie on a host: <c>deploy_path/{releases/NAME, shared, .dep}</c> and <c>current</c>.</summary>
/// <param name="Run">Id of this run, owner of its lock and of the releases it makes.</param>
internal sealed record Layout(string DeployPath, string CurrentPath, string Run)
{
    public static Layout Of(Settings settings)
    {
        var deployPath = settings.Text("deploy_path");
        if (DeployPaths.Check(deployPath) is { } mistake)
        {
            throw new DeployException(mistake);
        }

        var current = settings.TextOr("current_path", deployPath + "/current")!;
        return DeployPaths.WhyNotPlain(current) is null
            ? new Layout(Plain(deployPath), Plain(current), settings.Text("run_id"))
            : throw new DeployException(Errors.PathNotSane("current_path", current));
    }

    /// <summary>The path of a release, which hooks know as <c>release_path</c>.</summary>
    public string PathOf(string release) => $"{DeployPath}/releases/{release}";

    public ShellScript Script(params ReadOnlySpan<string> files) =>
        ShellScript.Of(files).With("deploy_path", DeployPath).With("current_path", CurrentPath).With("run", Run);

    private static string Plain(string path) => "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
}
