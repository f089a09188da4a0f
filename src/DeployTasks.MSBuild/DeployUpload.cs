using Microsoft.Build.Framework;

namespace DeployTasks.MSBuild;

/// <summary>Sends a file or a folder to every host, as one stream, and puts it in place by rename.</summary>
public sealed class DeployUpload : DeployToolTask
{
    /// <summary>File or folder of this machine.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>Path on the hosts.</summary>
    [Required]
    public string Destination { get; set; } = "";

    /// <summary>Octal mode of a file, such as 0640; empty keeps the source's.</summary>
    public string? Mode { get; set; }

    private protected override IEnumerable<string> ToolWords() => ["run", "msbuild:upload"];

    private protected override void Describe(RecipeText recipe)
    {
        var upload = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["src"] = Path.GetFullPath(Source),
            ["dest"] = Destination,
        };
        if (!string.IsNullOrEmpty(Mode))
        {
            upload["mode"] = Mode;
        }

        recipe.Task("msbuild:upload", new Dictionary<string, object?>(StringComparer.Ordinal) { ["upload"] = upload });
    }
}
