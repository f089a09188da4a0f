namespace DeployTasks.Master.Server;

/// <summary>How long the server waits for others.</summary>
/// <param name="Token">For a connection to show its token, and for the head of every further request.</param>
/// <param name="Body">For the body of a request whose head is right.</param>
internal sealed record Patience(TimeSpan Token, TimeSpan Body)
{
    public static readonly Patience Default = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
}
