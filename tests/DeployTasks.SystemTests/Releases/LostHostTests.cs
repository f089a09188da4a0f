using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases;

public sealed class LostHostTests
{
    [Fact]
    public async Task A_host_that_is_gone_when_it_should_be_switched_back_makes_it_7_and_is_named_with_its_repair()
    {
        LabLink? link = null;
        await using var scene = await ReleaseScene.StartAsync(2, """
            config: {health: {command: 'test $LAB_HOST != web1 || grep -q one {{current_path}}/index.html || { touch {{deploy_path}}/sick; sleep 2; false; }', timeout: 3s}, keep_alive: 1s}
            """, other: new OtherLab { Prepare = async lab => link = await lab.LinkAsync(lab.Hosts[1], new LinkFault()) });
        _ = await scene.OkAsync("run", "deploy", "-o", "release_name=r1");
        scene.Publish("index.html", "sick");
        var run = scene.RunAsync("run", "deploy", "-o", "release_name=r2");
        await Poll.UntilAsync(() => File.Exists(Path.Combine(scene.Hosts[0].DeployPath, "sick")), run);
        link!.Fault = new LinkFault { CutAfter = 0 };
        var end = await run;

        Assert.True(end.Exit == 7, end.All);
        Assert.Contains("DT5073", end.All);
        Assert.Contains("dotnet deploy rollback --to r1 --select web2", end.All);
        Assert.Equal(["one", "sick"], scene.Served());
        link.Mend();
        _ = await scene.OkAsync("rollback", "--to", "r1", "--select", "web2");
        Assert.Equal(["one", "one"], scene.Served());
    }

    [Fact]
    public async Task Two_names_of_one_folder_that_only_the_host_can_know_are_refused()
    {
        await using var scene = await ReleaseScene.StartAsync(2);
        var shared = Path.Combine(scene.Hosts[0].Folder, "both");
        var end = await scene.RunAsync("run", "deploy", "-o", $"deploy_path={shared}");
        Assert.True(end.Exit == 4, end.All);
        Assert.Contains("DT5080", end.All);
        Assert.Null(new FileInfo(Path.Combine(shared, "current")).LinkTarget);
        Assert.Null(new FileInfo(Path.Combine(shared, ".dep", "lock")).LinkTarget);
        _ = await scene.OkAsync("run", "deploy", "-o", $"deploy_path={shared}", "--select", "web2");
        Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(shared, "current", "index.html")));
    }

    [Fact]
    public async Task What_was_published_in_part_is_taken_back_where_it_is_served_and_the_others_stay()
    {
        await using var scene = await ReleaseScene.StartAsync(2);
        foreach (var (name, hosts) in new[] { ("r0", "all"), ("r1", "all"), ("r2", "web2") })
        {
            scene.Publish("index.html", name);
            _ = await scene.OkAsync("run", "deploy", "-o", $"release_name={name}", "--select", hosts);
        }

        var automatic = await scene.RunAsync("rollback");
        Assert.True(automatic.Exit == 1, automatic.All);
        Assert.Contains("DT5029", automatic.All);
        Assert.Contains("--to r1", automatic.All);
        Assert.Equal(["r1", "r2"], scene.Served());

        Assert.Contains("Serves r1 already", await scene.OkAsync("rollback", "--to", "r1"));
        Assert.Equal(["r1", "r1"], scene.Served());
        var again = await scene.RunAsync("rollback", "--to", "r1");
        Assert.True(again.Exit == 1, again.All);
        Assert.Contains("DT5016", again.All);
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task A_rehearsed_rollback_says_where_it_would_go_and_goes_nowhere()
    {
        await using var scene = await ReleaseScene.StartAsync(2);
        _ = await scene.OkAsync("run", "deploy", "-o", "release_name=r1");
        scene.Publish("index.html", "two");
        _ = await scene.OkAsync("run", "deploy", "-o", "release_name=r2");
        Assert.Contains("Rolling back to r1", await scene.OkAsync("rollback", "--dry-run"));
        Assert.Equal(["two", "two"], scene.Served());
        Assert.Equal(1, (await scene.RunAsync("rollback", "--dry-run", "--to", "r9")).Exit);
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task A_repository_is_packed_once_and_reaches_every_host_with_its_commit()
    {
        await using var scene = await ReleaseScene.StartAsync(3);
        var repository = scene.MakeRepository();
        _ = await scene.OkAsync("run", "deploy", "-f", "repository.yaml");
        Assert.Equal(["from git", "from git", "from git"], scene.Served());
        Assert.Contains(repository[..7], await scene.OkAsync("releases"));
        var unknown = await scene.RunAsync("run", "deploy", "-f", "repository.yaml", "-o", "branch=nowhere");
        Assert.Equal(2, unknown.Exit);
        Assert.Contains("DT9015", unknown.All);
        Assert.Equal(["from git", "from git", "from git"], scene.Served());
    }

    /// <summary>As git's own hooks and aliases start us.</summary>
    [Fact]
    public async Task A_repository_is_fetched_into_a_folder_of_the_run_whatever_repository_git_was_called_in()
    {
        await using var scene = await ReleaseScene.StartAsync(1);
        _ = scene.MakeRepository();
        var own = Path.Combine(scene.Folder, "own");
        Directory.CreateDirectory(own);
        scene.Environment["GIT_DIR"] = own;
        _ = await scene.OkAsync("run", "deploy", "-f", "repository.yaml");
        Assert.Equal(["from git"], scene.Served());
        Assert.Empty(Directory.GetFileSystemEntries(own));
    }
}
