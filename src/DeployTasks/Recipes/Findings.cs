namespace DeployTasks.Recipes;

/// <summary>Collects every mistake of a recipe, so that a person sees all of them at once.</summary>
internal sealed class Findings
{
    private readonly List<Error> _errors = [];
    private readonly List<Error> _lacking = [];

    public bool IsEmpty => _errors.Count == 0;

    public void Add(Error error, Place place) => _errors.Add(error.At(error.Place ?? place));

    /// <summary>No mistake of the recipe: a person who mends one wants to know it, too.</summary>
    public void AddLacking(Error error) => _lacking.Add(error);

    public IReadOnlyList<Error> Lacking => Sorted(_lacking);

    /// <summary>Null when it threw; what it threw is kept.</summary>
    public T? Catch<T>(Place place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DeployException mistake)
        {
            foreach (var error in mistake.Errors)
            {
                Add(error, place);
            }

            return default;
        }
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new DeployException(Sorted([.. _errors, .. _lacking]));
        }
    }

    /// <summary>By file, as files were first named, then by line.</summary>
    private static IReadOnlyList<Error> Sorted(IReadOnlyList<Error> errors)
    {
        var files = errors.Select(error => error.Place?.File).Distinct().ToList();
        return [.. errors.Distinct()
            .OrderBy(error => files.IndexOf(error.Place?.File))
            .ThenBy(error => error.Place?.Line)
            .ThenBy(error => error.Place?.Column)];
    }
}
