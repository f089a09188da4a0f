namespace DeployTasks.Recipes;

/// <summary>What an expanded text is used for.</summary>
public enum Quoting
{
    /// <summary>Values stand as they are: file contents, paths of our own, messages.</summary>
    Verbatim,

    /// <summary>The text is a shell command: every value is escaped for the place it stands in (bare, '…' or "…").</summary>
    Shell,
}
