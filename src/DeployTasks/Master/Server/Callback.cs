using DeployTasks.Wire;

namespace DeployTasks.Master.Server;

/// <summary>One call of a script: admitted by its token, not yet judged by its body.</summary>
internal sealed record Callback(Caller Caller, string Token, CallbackDesk Desk)
{
    public const string Path = "/callback";
    public const string ContentType = "application/octet-stream";

    /// <summary>A status line and the tail of a log.</summary>
    public const int LargestBody = 256 * 1024;

    /// <exception cref="RefusedException">409: the token was used for other words; 410: after its deadline.</exception>
    public bool IsNews(byte[] body) => Desk.Receive(Caller, Token, body) switch
    {
        CallbackVerdict.Accepted => true,
        CallbackVerdict.Repeated => false,
        CallbackVerdict.Conflict => throw new RefusedException(409, "This token was used for another message"),
        CallbackVerdict.Expired => throw new RefusedException(410, "This token has expired"),
        _ => throw RefusedException.Forbidden(),
    };
}
