using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool;

/// <summary>What the steps of a plan send from this machine: a path that was mistyped need not touch a host to be found.</summary>
internal static class PlannedFiles
{
    /// <summary>What is surely sent and not there. Behind a step that may make files here, as any on a local host may, nothing is sure.</summary>
    public static IEnumerable<Error> Missing(Plan plan) =>
        plan.Hosts.Any(host => host.Settings.GetValueOrDefault("connection") is Text { Template: "local" }) ? []
        : plan.InOrder
            .Where(task => !task.Hosts.IsEmpty)
            .SelectMany(task => Sure(task.Definition.Steps))
            .TakeWhile(step => !MayMakeFiles(step))
            .Select(MissingIn).OfType<Error>().Distinct();

    private static bool MayMakeFiles(Step step) => step is RunStep { Locally: true } or DownloadStep;

    private static IEnumerable<Step> Sure(IEnumerable<Step> steps) => steps.SelectMany(step =>
        (step is InvokeStep invoke ? Sure(invoke.Steps) : [step]).Where(inner => MayMakeFiles(inner) || step is { If: null, AllowFailure: false }));

    private static Error? MissingIn(Step step) => step switch
    {
        UploadStep upload when PathOf(step, upload.Source) is { } path && !Path.Exists(path) => BeforeTheRun(Errors.NothingToUpload(path), step),
        TemplateStep { Source: { } source } when PathOf(step, source) is { } path && !File.Exists(path) =>
            BeforeTheRun(Errors.NothingToUpload(path), step),
        ScriptStep { File: { } file } when PathOf(step, file) is { } path && !File.Exists(path) => BeforeTheRun(Errors.NoScriptFile(path), step),
        _ => null,
    };

    // Null where only the run knows it.
    private static string? PathOf(Step step, string template) => template.Contains("{{") ? null
        : Path.GetFullPath(template, Path.GetDirectoryName(Path.GetFullPath(step.Place.File))!);

    private static Error BeforeTheRun(Error error, Step step) => error.At(step.Place) with { Exit = ExitCode.Usage };
}
