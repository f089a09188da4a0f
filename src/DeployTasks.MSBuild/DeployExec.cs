using Microsoft.Build.Framework;

namespace DeployTasks.MSBuild;

/// <summary>Runs one shell command on every host; each item of <c>Results</c> has what its host printed as <c>StandardOutput</c>.</summary>
public sealed class DeployExec : DeployToolTask
{
    /// <summary>For the host's shell; <c>{{name}}</c> is a setting.</summary>
    [Required]
    public string Command { get; set; } = "";

    private protected override IEnumerable<string> ToolWords() => ["run", "msbuild:exec"];

    private protected override void Describe(RecipeText recipe) =>
        recipe.Task("msbuild:exec", new Dictionary<string, object?>(StringComparer.Ordinal) { ["run"] = Command });
}
