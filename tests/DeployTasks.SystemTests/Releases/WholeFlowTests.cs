namespace DeployTasks.SystemTests.Releases;

public sealed class WholeFlowTests
{
    private const string Service = "config: {service: shop, health: {command: 'grep -q . {{current_path}}/index.html', timeout: 3s}}";

    [Fact]
    public async Task Three_hosts_get_a_release_then_the_change_then_nothing_and_go_back()
    {
        await using var scene = await ReleaseScene.StartAsync(3, Service);
        _ = await scene.OkAsync("run", "deploy");
        Assert.Equal(["one", "one", "one"], scene.Served());
        Assert.Equal("restart shop\n", scene.Systemctl(0));

        scene.Publish("index.html", "two");
        Assert.Contains("took 20 files from", await scene.OkAsync("run", "deploy"));
        Assert.Equal(["two", "two", "two"], scene.Served());

        Assert.Contains("Nothing to do", await scene.OkAsync("run", "deploy"));
        Assert.Equal("restart shop\nrestart shop\n", scene.Systemctl(2));

        _ = await scene.OkAsync("rollback");
        Assert.Equal(["one", "one", "one"], scene.Served());
        var nowhere = await scene.RunAsync("rollback", "--to", "nowhere");
        Assert.Equal(1, nowhere.Exit);
        Assert.Contains("DT5015", nowhere.All);
        Assert.Contains("(current)", nowhere.All);

        Assert.Contains("bad", await scene.OkAsync("releases"));
        Assert.Equal(3, (await scene.OkAsync("history")).Split('\n').Count(line => line.Contains(" rollback ")));
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task A_release_that_is_not_well_is_taken_back_everywhere()
    {
        await using var scene = await ReleaseScene.StartAsync(3, Service.Replace("grep -q . {{current_path}}/index.html", "test $LAB_HOST != web2 || grep -q one {{current_path}}/index.html"));
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", "sick");
        var end = await scene.RunAsync("run", "deploy", "-vvv");
        Assert.Equal(1, end.Exit);
        Assert.Equal(["one", "one", "one"], scene.Served());
        Assert.Equal("restart shop\nrestart shop\nrestart shop\n", scene.Systemctl(0));
        Assert.Contains("the service says why it is not well", end.All);
        Assert.Empty(scene.Locks());

        scene.Publish("index.html", "one and well");
        _ = await scene.OkAsync("run", "deploy");
        Assert.Equal(["one and well", "one and well", "one and well"], scene.Served());
    }

    [Fact]
    public async Task A_service_that_does_not_start_is_a_failure_that_shows_its_log()
    {
        await using var scene = await ReleaseScene.StartAsync(1, Service);
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("broken", "");
        var end = await scene.RunAsync("run", "deploy");
        Assert.Equal(1, end.Exit);
        Assert.Contains("the service says why it is not well", end.All);
        Assert.Contains("DT5007", end.All);
        Assert.Contains("Service shop did not start (failed)", end.All);
        Assert.DoesNotContain("allow_failure", end.All);
        Assert.Equal(["one"], scene.Served());
    }

    [Fact]
    public async Task A_batch_that_fails_stops_the_later_ones_and_takes_the_earlier_ones_back()
    {
        await using var scene = await ReleaseScene.StartAsync(3, Service.Replace("grep -q . {{current_path}}/index.html", "test $LAB_HOST != web2 || grep -q one {{current_path}}/index.html"));
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", "sick");
        Assert.Equal(1, (await scene.RunAsync("run", "deploy", "--batch", "1")).Exit);
        Assert.Equal(["one", "one", "one"], scene.Served());
        Assert.Equal("restart shop\n", scene.Systemctl(2));
    }

    [Fact]
    public async Task Without_rollback_on_failure_the_run_ends_with_7_and_names_the_repair()
    {
        await using var scene = await ReleaseScene.StartAsync(2, Service.Replace("grep -q . {{current_path}}/index.html", "test $LAB_HOST != web2 || grep -q one {{current_path}}/index.html"));
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", "sick");
        var end = await scene.RunAsync("run", "deploy", "--batch", "1", "-o", "rollback_on_failure=false");
        Assert.Equal(7, end.Exit);
        Assert.Contains("dotnet deploy rollback --to", end.All);
        Assert.Equal(["sick", "sick"], scene.Served());
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task What_stays_after_a_failure_is_restarted_and_checked_when_it_is_deployed_again()
    {
        await using var scene = await ReleaseScene.StartAsync(1, Service.Replace("grep -q . {{current_path}}/index.html", "test ! -e {{deploy_path}}/down"));
        File.WriteAllText(Down(scene), "");
        Assert.Equal(7, (await scene.RunAsync("run", "deploy", "-o", "rollback_on_failure=false")).Exit);
        Assert.DoesNotContain("Nothing to do", (await scene.RunAsync("run", "deploy")).All);
        Assert.Equal("restart shop\nrestart shop\nrestart shop\n", scene.Systemctl(0));

        File.Delete(Down(scene));
        _ = await scene.OkAsync("run", "deploy");
        Assert.Equal(["one"], scene.Served());
        Assert.Contains("Nothing to do", await scene.OkAsync("run", "deploy"));
    }

    [Fact]
    public async Task A_host_that_is_not_well_after_it_was_switched_back_says_so_and_its_repair_restarts_it()
    {
        await using var scene = await ReleaseScene.StartAsync(1, Service.Replace("grep -q . {{current_path}}/index.html", "test ! -e {{deploy_path}}/down"));
        _ = await scene.OkAsync("run", "deploy", "-o", "release_name=r1");
        File.WriteAllText(Down(scene), "");
        scene.Publish("index.html", "two");
        var end = await scene.RunAsync("run", "deploy");
        Assert.True(end.Exit == 7, end.All);
        Assert.Contains("DT5004", end.All);
        Assert.Contains("dotnet deploy rollback --to r1 --select web1", end.All);
        Assert.Equal(["one"], scene.Served());

        File.Delete(Down(scene));
        var restarts = scene.Systemctl(0).Length;
        _ = await scene.OkAsync("rollback", "--to", "r1", "--select", "web1");
        Assert.True(scene.Systemctl(0).Length > restarts);
        Assert.Equal(1, (await scene.RunAsync("rollback", "--to", "r1", "--select", "web1")).Exit);
    }

    [Theory]
    [InlineData("r1")]
    [InlineData("r0", "r1")]
    public async Task Hosts_that_are_still_not_well_keep_what_they_serve_whatever_is_advised_and_tried(params string[] releases)
    {
        await using var scene = await ReleaseScene.StartAsync(2, Service.Replace("grep -q . {{current_path}}/index.html", "test $LAB_HOST != web1 || test ! -e {{deploy_path}}/down").Replace("3s", "1s"));
        foreach (var release in releases)
        {
            scene.Publish("index.html", release);
            _ = await scene.OkAsync("run", "deploy", "-o", $"release_name={release}");
        }

        File.WriteAllText(Down(scene), "");
        scene.Publish("index.html", "r2");
        Assert.Equal(7, (await scene.RunAsync("run", "deploy", "-o", "release_name=r2")).Exit);
        scene.Publish("index.html", "r1");
        foreach (string[] advised in new string[][] { ["rollback", "--to", "r1"], ["run", "deploy", "-o", "release_name=r1"], ["rollback", "--to", "r1", "--select", "web1"] })
        {
            var end = await scene.RunAsync(advised);
            Assert.Equal(["r1", "r1"], scene.Served());
            Assert.True(end.Exit == 7, end.All);
            Assert.Contains("The host serves r1 as before, but was not found well", end.All);
            Assert.DoesNotContain("DT5075", end.All);
        }

        File.Delete(Down(scene));
        _ = await scene.OkAsync("rollback", "--to", "r1");
        Assert.Contains("Nothing to do", await scene.OkAsync("run", "deploy"));
    }

    [Fact]
    public async Task What_is_started_after_a_switch_back_is_the_release_that_is_served_again()
    {
        await using var scene = await ReleaseScene.StartAsync(1, """
            config: {restart: 'cat {{release_path}}/index.html >>{{deploy_path}}/started', health: {command: 'grep -q one {{current_path}}/index.html', timeout: 1s}}
            """);
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", "sick");
        Assert.Equal(1, (await scene.RunAsync("run", "deploy")).Exit);
        Assert.Equal("onesickone", await File.ReadAllTextAsync(Path.Combine(scene.Hosts[0].DeployPath, "started")));
    }

    [Fact]
    public async Task A_failure_before_publishing_switches_nobody()
    {
        await using var scene = await ReleaseScene.StartAsync(2, "tasks: {migrate: {once: true, steps: ['false']}}\nafter: {deploy:migrate: migrate}");
        var end = await scene.RunAsync("run", "deploy");
        Assert.Equal(1, end.Exit);
        Assert.Equal([null, null], scene.Served());
        Assert.Empty(scene.Locks());
    }

    private static string Down(ReleaseScene scene) =>
        Path.Combine(Directory.CreateDirectory(scene.Hosts[0].DeployPath).FullName, "down");
}
