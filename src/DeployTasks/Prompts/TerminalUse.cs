namespace DeployTasks.Prompts;

/// <summary>The option <c>--interactive</c>.</summary>
public enum Interactive { Auto, Always, Never }

/// <summary>Whether a person may be asked (design §3.9).</summary>
/// <param name="HasTerminal">Stdin is a terminal: a pipe that never delivers must not be waited for.</param>
/// <param name="IsLeashed">A front end of ours is the parent and holds our stdin.</param>
public sealed record TerminalUse(Interactive Mode, bool HasTerminal, bool IsCi, bool IsLeashed)
{
    public bool IsAllowed => HasTerminal && !IsLeashed && Mode switch
    {
        Interactive.Always => true,
        Interactive.Never => false,
        _ => !IsCi,
    };
}
