namespace DeployTasks;

/// <summary>A message for a person: what is wrong, where, and the next move.</summary>
/// <param name="Code">DT and four digits, the same everywhere and for ever.</param>
/// <param name="Exit">The exit code this error leads to when it decides the run.</param>
/// <param name="What">One sentence, no full stop at the end, no secrets.</param>
/// <param name="Next">What to do about it, one sentence.</param>
public sealed record Error(string Code, ExitCode Exit, string What, string Next)
{
    public Place? Place { get; init; }
    public string? Host { get; init; }
    public string? Task { get; init; }

    /// <summary>Output tail, stack trace or other evidence, shown with the message unless it was seen before; may be empty.</summary>
    public string Detail { get; init; } = "";

    public Error At(Place? place) => this with { Place = place };
    public Error On(string host) => this with { Host = host };
}
