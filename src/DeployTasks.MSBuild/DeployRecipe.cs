using Microsoft.Build.Framework;

namespace DeployTasks.MSBuild;

/// <summary>Runs tasks of a recipe, or another command of the tool, on the hosts of the project.</summary>
public sealed class DeployRecipe : DeployToolTask
{
    /// <summary>run, plan, rollback, status or unlock.</summary>
    public string Command { get; set; } = "run";

    /// <summary>Tasks to run or to plan, separated by semicolons.</summary>
    public string[] Tasks { get; set; } = [];

    /// <summary>Release that a rollback goes to; empty: the one before.</summary>
    public string? To { get; set; }

    /// <summary>Folder or archive to deploy.</summary>
    public string? Artifact { get; set; }

    /// <summary>Folders that all releases share.</summary>
    public ITaskItem[] SharedDirs { get; set; } = [];

    /// <summary>Files that all releases share.</summary>
    public ITaskItem[] SharedFiles { get; set; } = [];

    /// <summary>Folders the application may write to.</summary>
    public ITaskItem[] WritableDirs { get; set; } = [];

    private protected override bool HasEvents => Command is "run" or "rollback" or "unlock";

    private protected override bool Knows(string option) => Command switch
    {
        "plan" => option is not ("--timeout" or "--answer" or "-vvv"),
        "status" or "unlock" => option is not "--batch",
        _ => true,
    };

    private protected override IEnumerable<string> ToolWords() =>
        Tasks.Prepend(Command).Concat(string.IsNullOrEmpty(To) ? [] : new[] { "--to", To! });

    private protected override void Describe(RecipeText recipe)
    {
        if (!string.IsNullOrEmpty(Artifact))
        {
            recipe.Artifact(Artifact!);
        }

        recipe.List("shared_dirs", SharedDirs);
        recipe.List("shared_files", SharedFiles);
        recipe.List("writable_dirs", WritableDirs);
    }
}
