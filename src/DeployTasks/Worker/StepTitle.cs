using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Worker;

/// <summary>What a person calls a step.</summary>
internal static class StepTitle
{
    private const int Longest = 100;

    public static string Of(Step step, Settings settings) => Show(settings, step switch
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
    });

    private static string Show(Settings settings, string template)
    {
        var line = FirstLine(Masked(settings, template));
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }

    private static string FirstLine(string text) => text.Trim() is var trimmed && trimmed.IndexOf('\n') is >= 0 and var end
        ? trimmed[..end].TrimEnd() + " …"
        : trimmed;

    // What cannot be expanded fails with a better message when the step runs. Steps that are skipped often name what is not
    // set, so that is asked, not tried.
    private static string Masked(Settings settings, string template)
    {
        try
        {
            if (Template.Parse(template).OfType<Placeholder>().Any(one => settings.Find(one.Name) is null))
            {
                return template;
            }

            var text = settings.Expand(template, Quoting.Verbatim);
            return settings.Secrets.Any(secret => secret.Length > 0 && text.Contains(secret))
                ? new Secrets(settings.Secrets).Mask(text)
                : text;
        }
        catch (DeployException)
        {
            return template;
        }
    }
}
