namespace DeployTasks.Recipes;

/// <summary>Collects every mistake of a recipe, so that a person sees all of them at once.</summary>
internal sealed class Findings
{
    private readonly List<Error> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public void Add(Error error, Place place) => _errors.Add(error.At(error.Place ?? place));

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

    /// <summary>Ordered by file, as files were first named, then by line.</summary>
    public void ThrowIfAny()
    {
        if (_errors.Count == 0)
        {
            return;
        }

        var files = _errors.Select(error => error.Place?.File).Distinct().ToList();
        throw new DeployException([.. _errors.Distinct()
            .OrderBy(error => files.IndexOf(error.Place?.File))
            .ThenBy(error => error.Place?.Line)
            .ThenBy(error => error.Place?.Column)]);
    }
}
