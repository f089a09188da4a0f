namespace DeployTasks;

/// <summary>Ends a run before hosts are touched. Remote failure is an <c>Outcome</c>, never this.</summary>
public sealed class DeployException(IReadOnlyList<Error> errors) : Exception(errors[0].What)
{
    public DeployException(Error error) : this([error]) { }

    /// <summary>Never empty; every mistake that was found, in file order.</summary>
    public IReadOnlyList<Error> Errors { get; } = errors;
}
