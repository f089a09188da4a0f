using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Planning;

/// <summary>Two names of one folder would write the same release at the same time.</summary>
public sealed class SharedDeployPathTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("{a: {hostname: web1, deploy_path: /srv/app}, b: {hostname: web1, deploy_path: /srv/app/}}")]
    [InlineData("{web1/a: {deploy_path: /srv/app}, web1/b: {deploy_path: /srv/app}}")]
    [InlineData("{a: {connection: local, deploy_path: /srv/app}, b: {connection: local, hostname: b.example, deploy_path: /srv/app}}")]
    [InlineData("{a: {labels: {node: n1}, deploy_path: /srv/app}, b: {labels: {node: n1}, deploy_path: /srv/app}}")]
    public void A_deployment_to_both_is_refused_before_any_host_is_touched(string hosts)
    {
        var error = Assert.Single(Assert.Throws<DeployException>(() => Plan(hosts, "deploy")).Errors);
        Assert.Equal(("DT1058", ExitCode.Usage), (error.Code, error.Exit));
        Assert.Contains("/srv/app", error.What);
        Assert.Contains("--select ", error.Next);
    }

    [Theory]
    [InlineData("{a: {hostname: web1, deploy_path: /srv/a}, b: {hostname: web1, deploy_path: /srv/b}}")]
    [InlineData("{a: {hostname: web1, deploy_path: /srv/app}, b: {hostname: web2, deploy_path: /srv/app}}")]
    [InlineData("{a: {hostname: web1, port: 22, deploy_path: /srv/app}, b: {hostname: web1, port: 2222, deploy_path: /srv/app}}")]
    public void Other_folders_and_other_machines_are_deployed_together(string hosts) => Assert.NotEmpty(Plan(hosts, "deploy").Blocks);

    [Fact]
    public void One_of_the_two_may_be_chosen_and_looking_at_both_is_harmless()
    {
        const string Hosts = "{a: {hostname: web1, deploy_path: /srv/app}, b: {hostname: web1, deploy_path: /srv/app}}";
        Assert.NotEmpty(Plan(Hosts, "deploy", "a").Blocks);
        Assert.NotEmpty(Plan(Hosts, "status").Blocks);
    }

    [Fact]
    public void The_recipe_is_valid_and_doubtful() => Assert.Equal("DT1058", Assert.Single(Planner.Doubts(
        Recipe("{a: {connection: local, deploy_path: /srv/app}, b: {connection: local, deploy_path: /srv/app}}"))).Code);

    private Recipe Recipe(string hosts) =>
        RecipeReader.Read(_temp.File("deploy.yaml", $"hosts: {hosts}\n"), null, new Dictionary<string, string>());

    private Plan Plan(string hosts, string task, string? select = null) => Planner.Create(
        Recipe(hosts), new PlanRequest { Tasks = [task], Select = select });
}
