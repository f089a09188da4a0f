using System.Security.Cryptography;

namespace DeployTasks.Wire;

public enum CallbackVerdict
{
    /// <summary>Heard for the first time: 200.</summary>
    Accepted,

    /// <summary>The same words again, because our answer was lost: 200, nothing happens twice.</summary>
    Repeated,

    /// <summary>The token was used for other words: 409.</summary>
    Conflict,

    /// <summary>After its deadline: 410.</summary>
    Expired,

    /// <summary>Not one of our tokens.</summary>
    Refused,
}

/// <summary>Judges callbacks: every token counts once, and only for its own host and script.</summary>
public sealed class CallbackDesk(CallbackKey key, ICallbackStore store, TimeProvider clock)
{
    public bool Admits(Caller caller, string token) => key.DeadlineOf(caller, token) is not null;

    public CallbackVerdict Receive(Caller caller, string token, byte[] body)
    {
        if (key.DeadlineOf(caller, token) is not { } deadline)
        {
            return CallbackVerdict.Refused;
        }

        if (deadline < clock.GetUtcNow())
        {
            return CallbackVerdict.Expired;
        }

        var kept = store.KeepFirst(caller, body);
        return kept.IsNew ? CallbackVerdict.Accepted
            : kept.Digest.AsSpan().SequenceEqual(SHA256.HashData(body)) ? CallbackVerdict.Repeated
            : CallbackVerdict.Conflict;
    }
}
