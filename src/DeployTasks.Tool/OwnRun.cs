using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool;

/// <summary>What a command wants of its own run, beyond a plan.</summary>
internal sealed record OwnRun
{
    /// <summary>Another one who wants the events, as they are.</summary>
    public IEventSink? Reader { get; init; }

    /// <summary>What the command's own step reads where neither recipe nor host says it; nobody has written it, so nobody judges it.</summary>
    public Settings Usual { get; init; } = Settings.Empty;

    /// <summary>It looks or mends, host by host: one that cannot be reached is no reason to leave out the others.</summary>
    public bool GoesOnWithTheReached { get; init; }

    /// <summary>Looks at every host as the run begins with it, before one is touched, and throws what is wrong.</summary>
    public Action<PlannedHost> Check { get; init; } = static _ => { };
}
