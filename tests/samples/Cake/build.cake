#addin nuget:?package=Cake.DeployTasks&version=0.1.0

var settings = new DeploySettings { Recipe = "deploy.yaml" };

Task("Deploy").Does(() =>
{
    settings.Artifact = Directory("./site");
    var result = Deploy(settings);
    foreach (var host in result.Hosts)
    {
        Information("RESULT {0} {1} {2}", host.Host, host.Status, host.Release);
    }
});

Task("Exec").Does(() =>
{
    foreach (var host in DeployExec("echo hello from {{alias}}", settings).Hosts)
    {
        Information("OUTPUT {0}", host.Output.Trim());
    }
});

Task("Ask").Does(() =>
{
    settings.Answers["ticket"] = "T-1 with blanks";
    DeployRun("ask", settings);
});

Task("Fail").Does(() => DeployRun("fail", settings));

Task("Plan").Does(() => DeployPlan(settings));

Task("Rollback").Does(() => DeployRollback(settings));

RunTarget(Argument("target", "Deploy"));
