using DeployTasks.Recipes;

namespace DeployTasks.Worker;

/// <summary>What is shown in the place of a value that nobody knows: <c>&lt;kernel&gt;</c>.</summary>
internal static class StandIn
{
    public static string For(string setting) => $"<{setting}>";

    /// <summary>The settings with one for everything that a template names and that is not set.</summary>
    public static Settings ForAll(string template, Settings settings) => Template.Parse(template).OfType<Placeholder>()
        .Where(placeholder => settings.Find(placeholder.Name) is null)
        .Aggregate(settings, static (known, placeholder) => known.With(placeholder.Name, Text.Literal(For(placeholder.Name))));
}
