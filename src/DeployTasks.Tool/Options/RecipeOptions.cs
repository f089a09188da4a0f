using System.CommandLine;
using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Options;

/// <summary>Which recipe a command works on.</summary>
internal sealed class RecipeOptions(Surroundings here)
{
    private static readonly string[] DefaultNames = ["deploy.yaml", "deploy.yml"];

    private readonly Option<string?> _file = new("--file", "-f")
    {
        Description = "Recipe file; by default deploy.yaml or deploy.yml here or in a parent folder",
        HelpName = "FILE",
    };

    private readonly Option<string?> _environment = new("--environment", "-e")
    {
        Description = "Environment of the recipe, such as production",
        HelpName = "NAME",
    };

    private readonly Option<string?> _artifact = new("--artifact")
    {
        Description = "Folder or archive to deploy instead of the artifact of the recipe",
        HelpName = "PATH",
    };

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_environment);
    }

    /// <summary>Only for commands that may deploy.</summary>
    public void AddArtifactTo(Command command) => command.Add(_artifact);

    /// <summary>For a command that runs tasks of the recipe: all that it names must be set.</summary>
    public Recipe ReadWhole(ParseResult parsed)
    {
        var recipe = Read(parsed).WithoutLack();
        foreach (var doubt in recipe.Doubts)
            here.Warn(doubt);
        return recipe;
    }

    public Recipe Read(ParseResult parsed)
    {
        var recipe = RecipeReader.Look(Path(parsed), EnvironmentName(parsed), here.Environment, Hide);
        return parsed.GetValue(_artifact) is { } path ? recipe with { Artifact = InPlaceOf(recipe, path) } : recipe;
    }

    // One that is too short to be masked is refused by who needs it.
    private void Hide(string secret)
    {
        if (Secrets.CanMask(secret))
            here.Secrets.Add(secret);
    }

    // From here, while the path in a recipe counts from the recipe; and no template, for CI passes names of branches.
    private Artifact InPlaceOf(Recipe recipe, string path) => (recipe.Artifact ?? new(new Place(recipe.File))) with
    {
        Path = string.IsNullOrWhiteSpace(path)
            ? throw new DeployException(Errors.EmptyPath("--artifact"))
            : Text.Literal(System.IO.Path.GetFullPath(path, here.Folder)).Template,
        Repository = null,
        Revision = null,
    };

    /// <summary>Null: none was chosen.</summary>
    public string? EnvironmentName(ParseResult parsed) => parsed.GetValue(_environment);

    private string Path(ParseResult parsed) => parsed.GetValue(_file) is { } file
        ? System.IO.Path.GetFullPath(file, here.Folder)
        : Find(here.Folder) ?? throw new DeployException(Errors.NoRecipe(here.Folder));

    private static string? Find(string? folder) => folder is null
        ? null
        : DefaultNames.Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? Find(System.IO.Path.GetDirectoryName(folder));
}
