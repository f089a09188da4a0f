using DeployTasks.Build;
using DeployTasks.Build.Targets;

var targets = new Dictionary<string, (string Does, Func<IReadOnlyList<string>, Task> Run)>
{
    ["demo"] = ("deploy a sample app to three real sshd hosts on this machine, twice, and back", DemoTarget.RunAsync),
    ["test"] = ("build everything, publish the tool, run every test", TestTarget.RunAsync),
    ["publish"] = ("leave a runnable artifacts/tool/dotnet-deploy (--both: native and ReadyToRun code side by side)", PublishTarget.RunAsync),
    ["pack"] = ("make the packages in artifacts/packages (--runtimes A,B: those a release has)", PackTarget.RunAsync),
    ["faults"] = ("run the fault tests at full length", FaultsTarget.RunAsync),
    ["bench"] = ("measure against plain ssh on 1, 10 and 50 hosts (--quick, --published, --only PART, "
        + "--hosts 1,10, --key-exchange stock|curve25519|sntrup761, --on-disk, --peers, --deployer PATH)", BenchTarget.RunAsync),
    ["format"] = ("bring the code into the form .editorconfig asks for (--check: only say what is not)", FormatTarget.RunAsync),
};

if (args is not [var name, .. var options] || !targets.TryGetValue(name, out var target))
{
    Say.Line("usage: dotnet run --project build -- TARGET");
    foreach (var (known, (does, _)) in targets)
    {
        Say.Line($"  {known,-8} {does}");
    }

    return 2;
}

Interruption.Watch();
try
{
    await target.Run(options);
    return 0;
}
catch (BuildFailedException failed)
{
    Say.Failure(failed.Message);
    return 1;
}
