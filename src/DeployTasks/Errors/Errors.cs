namespace DeployTasks;

/// <summary>
/// Every user-facing message with its code and its next move, one part of the class per area:
/// DT1xxx recipes, planning and usage; DT2xxx wire; DT3xxx workers; DT4xxx connections; DT5xxx steps and releases;
/// DT6xxx prompts; DT7xxx scripts; DT8xxx outputs and CI; DT9xxx files, artifacts and faults of our own.
/// </summary>
public static partial class Errors
{
    public static Error Internal(Exception exception) =>
        new("DT9000", ExitCode.Internal, $"Internal fault: {exception.Message}", "Run again with -vvv and report the trace")
        {
            Detail = exception.ToString(),
        };
}
