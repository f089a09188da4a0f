namespace DeployTasks;

public static partial class Errors
{
    public static Error Locked(string who, string since, string next) =>
        new("DT5070", ExitCode.Locked, $"Deploying is locked by {who}, since {since}", next);

    public static Error LockedBySameRun(string alias) =>
        new("DT5080", ExitCode.Locked,
            $"This is the deploy_path of {alias} on the same machine, and this run deploys it there already",
            $"Choose one of the two, such as --select {alias}, or give each a deploy_path of its own");

    public static Error LockedByDeployer(string who) =>
        new("DT5071", ExitCode.Locked,
            $"Deployer is deploying here (.dep/deploy.lock: {who})",
            "Let it end, or remove its lock with dep deploy:unlock");

    public static Error LockNotYours(string who) =>
        new("DT5072", ExitCode.Locked,
            $"The lock belongs to {who}",
            "Leave it, or take it away with: dotnet deploy unlock --force");

    public static Error LockLost(string who) =>
        new("DT5083", ExitCode.Locked,
            $"The lock of this run was taken over, or taken away, by {who}",
            "Look what the host serves with dotnet deploy status, then deploy again");
}
