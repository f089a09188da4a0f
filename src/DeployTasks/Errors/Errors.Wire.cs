namespace DeployTasks;

public static partial class Errors
{
    public static Error InvalidRequest() =>
        new("DT2011", ExitCode.Internal, "The request is not one the master knows", AskForAReport);

    public static Error ForeignHost(string host, string named) =>
        new("DT2013", ExitCode.Internal, $"The worker of {host} spoke for {named} and was stopped",
            "Treat that host as taken over until you know why")
        { Host = host };

    public static Error ProtectedSetting(string host, string name) =>
        new("DT2014", ExitCode.StepFailed, $"'{name}' is fixed when the run starts and cannot be set by a task",
            "Set it in the recipe, or with -o")
        { Host = host };

    /// <summary>The words are Deployer's, and a part of the protocol.</summary>
    public static Error FunctionNotAllowed(string host, string function) =>
        new("DT2015", ExitCode.Internal, $"Function not allowed: {function}", AskForAReport) { Host = host };

    public static Error ServerNotStarted(string reason) =>
        new("DT2001", ExitCode.Internal, $"The master cannot listen on 127.0.0.1: {reason}",
            "Look whether the machine has a loopback interface and free ports");

    private const string AskForAReport = "Run again with -vvv and report what it shows";
}
