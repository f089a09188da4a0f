using System.Text.Json;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Keys;

/// <summary>Environment variables of commands.</summary>
internal static class EnvironmentShapes
{
    public static readonly Shape Variable = new ScalarShape("the name of an environment variable (letters, digits and _)",
        text => VariableNames.IsName(text.Text) ? true : throw new DeployException(Errors.BadVariableName(text.Text)), WriteName);

    /// <summary>The setting <c>env</c>, which may take values from the environment of this machine.</summary>
    public static Shape Settings => new MapShape(new SettingShape(Shapes.Template), "a map of environment variables", Variable);

    public static readonly Shape Variables = new MapShape(Shapes.Template, "a map of environment variables", Variable);

    /// <summary>Refuses variables that make programs run somebody else's code, unless <c>allow_loader_env</c> stands beside.</summary>
    public static void RefuseLoaders(Mapping map, Findings findings)
    {
        if (map.Find("allow_loader_env") is Scalar { IsTrue: true } || map.Find("env") is not Mapping variables)
        {
            return;
        }

        foreach (var loader in variables.Entries.Where(entry => VariableNames.IsLoader(entry.Name)))
        {
            findings.Add(Errors.LoaderVariable(loader.Name), loader.Key.Place);
        }
    }

    private static void WriteName(Utf8JsonWriter json) => json.WriteString("pattern", "^[A-Za-z_][A-Za-z0-9_]*$");
}
