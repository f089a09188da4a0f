namespace DeployTasks.Master.Server;

/// <summary>Ends a request with a status and one line, which must hold nothing the asker does not know already.</summary>
internal sealed class RefusedException(int status, string reason) : Exception(reason)
{
    public int Status { get; } = status;

    /// <inheritdoc cref="Wire.Refusal.Ending"/>
    public ExitCode? Ending { get; init; }

    public static RefusedException Forbidden() => new(403, "Forbidden");

    public static RefusedException Because(int status, Error error) => new(status, $"{error.Code} {error.What}");
}
