using DeployTasks.Planning;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>
/// Where in the user's own files an error belongs, as GitHub wants it: relative to the checkout. What failed inside a
/// built-in task belongs to the host on which it failed.
/// </summary>
internal sealed class RecipePlaces(Plan? plan, Surroundings here)
{
    public Place? Of(Error error)
    {
        var place = error.Place is { } own && File.Exists(Path.GetFullPath(own.File, here.Folder)) ? own
            : plan?.Hosts.FirstOrDefault(host => host.Alias == error.Host)?.Definition.Place ?? error.Place;
        return place is null ? null : place with { File = Shown(Path.GetFullPath(place.File, here.Folder)) };
    }

    private string Shown(string path)
    {
        var checkout = here.Environment.GetValueOrDefault("GITHUB_WORKSPACE", here.Folder);
        var relative = Path.GetRelativePath(checkout, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}
