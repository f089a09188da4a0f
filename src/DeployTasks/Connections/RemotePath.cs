using DeployTasks.Recipes;

namespace DeployTasks.Connections;

/// <summary>A path on the host as one shell word: a leading <c>~</c> is the home folder, a leading <c>-</c> no option.</summary>
internal static class RemotePath
{
    public static string Quote(string path) => path switch
    {
        "~" => "\"$HOME\"",
        _ when path.StartsWith("~/", StringComparison.Ordinal) => "\"$HOME\"" + Shell.Quote(path[1..]),
        _ when path.StartsWith('-') => Shell.Quote("./" + path),
        _ => Shell.Quote(path),
    };

    /// <summary>A destination that ends with a slash is a folder that gets a file of the source's name.</summary>
    public static string Of(string destination, string source) =>
        destination.EndsWith('/') ? destination + NameOf(source) : destination;

    public static string FolderOf(string path) => path.LastIndexOf('/') switch
    {
        < 0 => ".",
        0 => "/",
        var at => path[..at],
    };

    private static string NameOf(string path) => Path.GetFileName(path.TrimEnd('/', Path.DirectorySeparatorChar));
}
