namespace DeployTasks.Lab;

/// <summary>How bad the network between a client and a host is; the default is a perfect one.</summary>
public sealed record LinkFault
{
    /// <summary>Every byte waits this long: a host that is twice as much of round trip away.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Each way.</summary>
    public int BytesPerSecond { get; init; } = int.MaxValue;

    /// <summary>After so many bytes, both ways and all connections together, nothing passes any more.</summary>
    public long CutAfter { get; init; } = long.MaxValue;

    /// <summary>A cut resets the connections; else they stay open and silent, as behind a firewall that forgot them.</summary>
    public bool Resets { get; init; } = true;
}
