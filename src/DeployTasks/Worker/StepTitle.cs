using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Worker;

/// <summary>What a person calls a step.</summary>
internal static class StepTitle
{
    private const int Longest = 100;

    public static string Of(Step step, Settings settings)
    {
        var shown = Masked(settings, Template(step), step is RunStep or HealthStep { Url: null } ? Quoting.Shell : Quoting.Verbatim);
        var line = FirstLine(shown);
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }

    private static string Template(Step step) => step switch
    {
        RunStep { Locally: true } run => $"locally: {run.Command}",
        RunStep run => run.Command,
        ScriptStep script => $"{(script.Detach ? "start script" : "script")} {script.Name ?? script.File ?? FirstLine(script.Inline ?? "")}",
        WaitStep wait => $"wait for {wait.Name}",
        JobStep job => $"{job.Action} {job.Job ?? "all scripts"}".ToLowerInvariant(),
        UploadStep upload => $"upload {upload.Source} to {upload.Destination}",
        DownloadStep download => $"download {download.Source} to {download.Destination}",
        TemplateStep template => $"template {template.Source} to {template.Destination}".Replace("  ", " "),
        PromptStep prompt => $"ask {prompt.Key}",
        SetStep set => $"set {string.Join(", ", set.Values.Keys)}",
        HealthStep health => $"health {health.Url ?? health.Command}",
        InvokeStep invoke => $"invoke {invoke.Task}",
        MessageStep message => message.Message,
        ReleaseStep release => release.Action,
        _ => step.GetType().Name,
    };

    private static string FirstLine(string text) => text.Trim() is var trimmed && trimmed.IndexOf('\n') is >= 0 and var end
        ? trimmed[..end].TrimEnd() + " …"
        : trimmed;

    // What cannot be expanded fails with a better message when the step runs. Steps that are skipped often name what is not
    // set, so that is asked, not tried.
    private static string Masked(Settings settings, string template, Quoting quoting)
    {
        try
        {
            var text = StandIn.ForAll(template, Hidden(settings)).Expand(template, quoting);
            return settings.Secrets.Any(secret => secret.Length > 0 && text.Contains(secret))
                ? new Secrets(settings.Secrets).Mask(text)
                : text;
        }
        catch (DeployException)
        {
            return template;
        }
    }

    // A value that was escaped has not the shape any more by which it could be found.
    private static Settings Hidden(Settings settings) => settings.Secrets.Count == 0 ? settings : settings.Values.Keys
        .Where(name => Settings.SecretsIn(settings.Values[name]).Any())
        .Aggregate(settings, static (shown, name) => shown.With(name, new Text("***")));
}
