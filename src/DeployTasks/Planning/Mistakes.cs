namespace DeployTasks.Planning;

/// <summary>Collects what is wrong, so that a user sees every mistake at once and none twice.</summary>
internal sealed class Mistakes
{
    private readonly List<Error> _errors = [];
    private readonly HashSet<string> _circles = [];

    public void Add(Error error)
    {
        if (!_errors.Contains(error))
            _errors.Add(error);
    }

    public void Add(IEnumerable<Error> errors)
    {
        foreach (var error in errors)
            Add(error);
    }

    public void Add(Circle circle, Place? place)
    {
        if (_circles.Add(circle.Members))
            Add(Errors.CircularTasks(circle.Way).At(place));
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new DeployException(_errors);
    }
}
