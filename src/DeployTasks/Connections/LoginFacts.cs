namespace DeployTasks.Connections;

/// <summary>What one attempt to log in learned, whichever client made it; empty where it learned nothing.</summary>
internal sealed record LoginFacts
{
    /// <summary>The client's own words.</summary>
    public string Said { get; init; } = "";

    /// <summary>Such as <c>ssh-ed25519 SHA256:…</c>: algorithm and fingerprint.</summary>
    public string HostKey { get; init; } = "";

    /// <summary>Name of the host whose key it was: the target or a jump host.</summary>
    public string KeyOwner { get; init; } = "";

    /// <summary>File and line of the key that was expected.</summary>
    public string OffendingKey { get; init; } = "";

    /// <summary>What the server would accept, such as <c>publickey,password</c>.</summary>
    public string Methods { get; init; } = "";

    /// <summary>The keys that were shown to the server and refused.</summary>
    public IReadOnlyList<string> OfferedKeys { get; init; } = [];

    /// <summary>The server knows one of the keys; whether it can be used is another question.</summary>
    public bool IsKeyAccepted { get; init; }

    /// <summary>The name that nobody could resolve: the target's or a jump host's; empty where the client does not say it.</summary>
    public string UnknownName { get; init; } = "";

    /// <summary>The first line of something that does not speak SSH; null when there was none.</summary>
    public string? Banner { get; init; }
}
