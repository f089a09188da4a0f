using DeployTasks.Recipes;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases;

/// <summary>Where things lie on a host: <c>deploy_path/{releases/NAME, shared, .dep}</c> and <c>current</c>.</summary>
/// <param name="Run">Id of this run, owner of its lock and of the releases it makes.</param>
internal sealed record Layout(string DeployPath, string CurrentPath, string Run)
{
    public static Layout Of(Settings settings)
    {
        var deployPath = Absolute("deploy_path", settings.Text("deploy_path"));
        var current = Absolute("current_path", settings.TextOr("current_path", deployPath + "/current")!);
        return new Layout(deployPath, current, settings.Text("run_id"));
    }

    /// <summary>The path of a release, which hooks know as <c>release_path</c>.</summary>
    public string PathOf(string release) => $"{DeployPath}/releases/{release}";

    public ShellScript Script(params ReadOnlySpan<string> files) =>
        ShellScript.Of(files).With("deploy_path", DeployPath).With("current_path", CurrentPath).With("run", Run);

    private static string Absolute(string setting, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return path.StartsWith('/') && parts.Length > 0 && !parts.Any(part => part is "." or "..") && !path.Any(char.IsControl)
            ? "/" + string.Join('/', parts)
            : throw new DeployException(Errors.PathNotSane(setting, path));
    }
}
