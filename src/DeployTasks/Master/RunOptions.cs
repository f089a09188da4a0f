using DeployTasks.Events;
using DeployTasks.Planning;

namespace DeployTasks.Master;

/// <summary>How a run behaves, as opposed to what it does.</summary>
public sealed record RunOptions
{
    /// <summary>Id of the run and owner of its locks; the hosts of its plan have it as the setting <c>run_id</c>.</summary>
    public string Run { get; init; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>What the outputs mask. Grows with the secrets that tasks come to know.</summary>
    public Secrets Secrets { get; init; } = new();

    /// <summary>The servers that a login to a host passes, the host itself last; none where nothing has to be spared, or nothing is known.</summary>
    public Func<PlannedHost, IReadOnlyList<string>> Way { get; init; } = static _ => [];

    /// <summary>A host that cannot be reached keeps only itself from being worked on. Else the run ends before it has done anything.</summary>
    public bool GoesOnWithTheReached { get; init; }

    /// <summary>From the start of a worker to its first word. Fifty at once on two cores need seven seconds.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Three missed heartbeats.</summary>
    public TimeSpan Silence { get; init; } = 3 * Wire.WireVersion.Heartbeat;

    /// <summary>From the end of its stdin to the end of the worker.</summary>
    public TimeSpan EndPatience { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
