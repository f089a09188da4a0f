namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>
/// One error for every host that failed and for everything that concerns no host. GitHub shows ten of a step and drops
/// the rest without a word, so the last one then tells of all the others.
/// </summary>
internal sealed class Annotations(RecipePlaces places)
{
    private const int Most = 10;

    public IEnumerable<string> Of(IEnumerable<Error> errors)
    {
        var all = errors.Distinct().ToArray();
        var shown = all.Length > Most ? Most - 1 : all.Length;
        foreach (var error in all[..shown])
            yield return One(error);
        if (all.Length > shown)
            yield return WorkflowCommand.Error(Rest(all[shown..]), ("title", $"{all.Length - shown} more errors"));
    }

    private string One(Error error)
    {
        var about = string.Join(": ", new[] { error.Host, error.Task, error.Code }.OfType<string>());
        var message = $"{error.What}. {error.Next}";
        return places.Of(error) is { } place
            ? WorkflowCommand.Error(message, [("title", about), ("file", place.File), .. Position(place)])
            : WorkflowCommand.Error(message, ("title", about));
    }

    private static IEnumerable<(string, string)> Position(Place place) =>
        place.Line == 0 ? [] : [("line", $"{place.Line}"), ("col", $"{place.Column}")];

    private static string Rest(IEnumerable<Error> errors) =>
        string.Join('\n', errors.Select(error => $"{error.Host ?? "run"}: {error.Code} {error.What.Split('\n')[0]}"));
}
