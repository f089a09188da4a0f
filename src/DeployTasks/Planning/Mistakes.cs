namespace DeployTasks.Planning;

/// <summary>Collects what is wrong, so that a user sees every mistake at once and none twice.</summary>
internal sealed class Mistakes
{
    private readonly List<Error> _errors = [];

    public void Add(Error error)
    {
        if (!_errors.Contains(error))
            _errors.Add(error);
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new DeployException(_errors);
    }
}
