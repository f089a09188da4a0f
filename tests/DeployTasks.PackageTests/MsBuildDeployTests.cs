using System.Text.Json;

namespace DeployTasks.PackageTests;

/// <summary>dotnet build -t:Deploy, with the package alone, on real hosts.</summary>
public sealed class MsBuildDeployTests
{
    [Fact]
    public async Task A_project_is_published_once_deployed_served_and_rolled_back()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild");
        await scene.WriteHostItemsAsync();

        var first = await scene.DotnetAsync("build", "-c", "Release", "-t:Deploy", "-p:HostsFile=hosts.props", "-p:DeployReleaseName=one");
        Assert.True(first.Exit == 0, first.Text);
        foreach (var host in scene.Lab.Hosts)
        {
            Assert.Equal($"Shop on {host.Alias}, release one\n", await PackageScene.GetAsync($"http://{host.Address}:{scene.HttpPort}/"));
        }

        await scene.WriteAsync("Program.cs", scene.Read("Program.cs").Replace("Shop on", "Second shop on"));
        var second = await scene.DotnetAsync("publish", "-t:Deploy", "-p:HostsFile=hosts.props", "-p:DeployReleaseName=two");
        Assert.True(second.Exit == 0, second.Text);
        Assert.Equal(1, PackageScene.Count(second.Text, "deploy:symlink on"));
        Assert.StartsWith("Second shop", await PackageScene.GetAsync($"http://{scene.Lab.Hosts[0].Address}:{scene.HttpPort}/"));

        var back = await scene.DotnetAsync("build", "-t:DeployRollback", "-p:HostsFile=hosts.props");
        Assert.True(back.Exit == 0, back.Text);
        Assert.Equal("Shop on web2, release one\n", await PackageScene.GetAsync($"http://{scene.Lab.Hosts[1].Address}:{scene.HttpPort}/"));

        var status = await scene.DotnetAsync("build", "-t:DeployStatus", "-p:HostsFile=hosts.props");
        Assert.True(status.Exit == 0, status.Text);
        Assert.Contains("one", status.Text);
    }

    [Fact]
    public async Task The_results_are_items_of_the_target_and_a_file()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();

        var said = await scene.DotnetAsync("build", "-c", "Release", "-t:Deploy", "-p:HostsFile=hosts.props", "-p:DeployReleaseName=r1",
            "-getTargetResult:Deploy");

        Assert.True(said.Exit == 0, said.Text);
        var item = JsonDocument.Parse(said.Text).RootElement.GetProperty("TargetResults").GetProperty("Deploy").GetProperty("Items")[0];
        Assert.Equal(("web1", "done", "r1"),
            (item.GetProperty("Identity").GetString(), item.GetProperty("Status").GetString(), item.GetProperty("Release").GetString()));
        var file = JsonDocument.Parse(scene.Read("bin/deploy-result.json")).RootElement;
        Assert.Equal("r1", file.GetProperty("hosts")[0].GetProperty("release").GetString());
    }

    [Fact]
    public async Task A_plan_shows_every_task_and_touches_no_host()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild");
        await scene.WriteHostItemsAsync();

        var said = await scene.DotnetAsync("build", "-c", "Release", "-t:DeployPlan", "-p:HostsFile=hosts.props");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Contains("deploy:symlink", said.Text);
        Assert.All(scene.Lab.Hosts, host => Assert.False(Directory.Exists(host.DeployPath)));
    }

    [Fact]
    public async Task A_publish_profile_of_method_Ssh_deploys_exactly_once()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        await scene.WriteAsync("Properties/PublishProfiles/production.pubxml", """
            <Project>
              <PropertyGroup>
                <WebPublishMethod>Ssh</WebPublishMethod>
                <HostsFile>$(MSBuildProjectDirectory)/hosts.props</HostsFile>
              </PropertyGroup>
            </Project>
            """);

        var said = await scene.DotnetAsync("publish", "-p:PublishProfile=production", "-p:HostsFile=hosts.props");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Equal(1, PackageScene.Count(said.Text, "deploy:symlink on"));
    }
}
