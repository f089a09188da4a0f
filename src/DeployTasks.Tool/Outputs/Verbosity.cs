namespace DeployTasks.Tool.Outputs;

/// <summary>How much the console shows; each level adds to the one before.</summary>
internal enum Verbosity
{
    /// <summary><c>-q</c>: failures.</summary>
    Quiet,

    /// <summary>Tasks, info and warnings, failures with the last lines of output, the summary.</summary>
    Normal,

    /// <summary><c>-v</c>: commands and their output.</summary>
    Output,

    /// <summary><c>-vv</c>: how long everything took.</summary>
    Timings,

    /// <summary><c>-vvv</c>: what master, workers and connections say to each other; stack traces.</summary>
    Everything,
}
