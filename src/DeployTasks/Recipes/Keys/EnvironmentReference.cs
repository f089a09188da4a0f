using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary><c>{env: NAME, default: text}</c>, or <c>secret:</c> for a value that is masked.</summary>
internal static class EnvironmentReference
{
    public static readonly ReferenceShape Shape = new("from-environment", new Table("value from the environment",
    [
        new("env", EnvironmentShapes.Variable, "Environment variable of the machine that deploys."),
        new("secret", EnvironmentShapes.Variable, "The same, and its value is masked wherever it could be shown."),
        new("default", Shapes.Text, "The value when the variable is not set; without it that is an error."),
    ])
    {
        OneOf = ["env", "secret"],
    });

    public static bool Is(Node node) => node is Mapping map && map.Entries.Length is 1 or 2
        && map.Entries.Count(entry => entry.Name is "env" or "secret") == 1
        && map.Entries.All(entry => entry is { Name: "env" or "secret" or "default", Value: Scalar });
}
