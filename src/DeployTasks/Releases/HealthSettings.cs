using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>The setting <c>health: {url|command, expect, timeout, interval}</c> as the step it stands for.</summary>
public static class HealthSettings
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    /// <summary>Null when no health was asked for.</summary>
    public static HealthStep? StepOf(Settings settings, Step step)
    {
        var entries = settings.Map("health");
        if (entries.IsEmpty)
        {
            return null;
        }

        return new HealthStep(step.Place)
        {
            Url = Template("url"),
            Command = Template("command"),
            Expect = Template("expect"),
            Timeout = Span("timeout") ?? DefaultTimeout,
            Interval = Span("interval") ?? DefaultInterval,
            As = step.As,
        };

        // Still a template: the step expands it.
        string? Template(string name) => entries.GetValueOrDefault(name) switch
        {
            Text text => text.Template,
            Number number => number.Written,
            _ => null,
        };

        TimeSpan? Span(string name) => entries.TryGetValue(name, out var value)
            ? settings.With("health." + name, value).Duration("health." + name)
            : null;
    }
}
