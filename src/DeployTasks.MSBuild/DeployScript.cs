using Microsoft.Build.Framework;

namespace DeployTasks.MSBuild;

/// <summary>Runs a script on every host, in the foreground or detached.</summary>
public sealed class DeployScript : DeployToolTask
{
    /// <summary>The script file.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Program that runs it; empty: bash under <c>set -euo pipefail</c>, unless its first line says otherwise.</summary>
    public string? Interpreter { get; set; }

    /// <summary>Arguments of the script.</summary>
    public string[] ScriptArguments { get; set; } = [];

    /// <summary>Start it and go on; it calls home when it ends.</summary>
    public bool Detach { get; set; }

    /// <summary>Name of a detached script.</summary>
    public string? Name { get; set; }

    private protected override IEnumerable<string> ToolWords() => ["run", "msbuild:script"];

    private protected override void Describe(RecipeText recipe)
    {
        var step = new Dictionary<string, object?>(StringComparer.Ordinal) { ["script"] = Path.GetFullPath(File) };
        if (!string.IsNullOrEmpty(Interpreter))
        {
            step["interpreter"] = Interpreter;
        }

        if (ScriptArguments.Length > 0)
        {
            step["args"] = ScriptArguments.Cast<object?>().ToList();
        }

        if (Detach)
        {
            step["detach"] = true;
            step["name"] = Name is { Length: > 0 } ? Name : Path.GetFileNameWithoutExtension(File);
        }

        recipe.Task("msbuild:script", step);
    }
}
