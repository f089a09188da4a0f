using DeployTasks.SystemTests.Releases;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>The sample workflow, its jobs as separate processes on real hosts, the lock held between them.</summary>
public class ScaleOutTests
{
    private const string Workflow = "scale-out.yml";

    [Fact]
    public async Task Every_shard_prepares_before_any_publishes_and_nobody_else_deploys_meanwhile()
    {
        await using var scene = await ReleaseScene.StartAsync(4,
            "tasks: {note: {once: true, steps: ['cp {{release_path}}/index.html {{deploy_path}}/migrated']}}\nafter: {deploy:migrate: note}",
            withIdentity: false);
        var jobs = new List<string>();
        await RunAsync(scene, async (job, succeeded) =>
        {
            Assert.True(succeeded, job);
            jobs.Add(job);
            if (job is "lock" or "prepare")
            {
                Assert.Equal(4, scene.Locks().Count());
                Assert.Equal([null, null, null, null], scene.Served());
                Assert.Equal(4, (await scene.RunAsync("run", "deploy")).Exit);
            }
            else if (job == "migrate")
            {
                Assert.Equal([true, false, false, false], scene.Hosts.Select(host => File.Exists(Path.Combine(host.DeployPath, "migrated"))));
            }
            else if (job == "publish")
            {
                Assert.Equal(4, scene.Locks().Count());
                Assert.Equal(["one", "one", "one", "one"], scene.Served());
            }
        });

        Assert.Equal(["build", "lock", "prepare", "migrate", "publish", "unlock"], jobs);
        Assert.Empty(scene.Locks());
        Assert.All(scene.Hosts, host => Assert.EndsWith("/7-1", new FileInfo(Path.Combine(host.DeployPath, "current")).LinkTarget));
    }

    [Fact]
    public async Task All_or_nothing_holds_within_a_shard()
    {
        await using var scene = await ReleaseScene.StartAsync(4,
            "config: {service: shop, health: {command: 'test $LAB_HOST != web1 || grep -q one {{current_path}}/index.html', timeout: 2s}}", withIdentity: false);
        scene.SetKeys();
        _ = await scene.OkAsync("run", "deploy");
        scene.Publish("index.html", "two");
        var outcomes = new Dictionary<string, bool>();
        await RunAsync(scene, (job, succeeded) =>
        {
            outcomes[job] = succeeded;
            return Task.CompletedTask;
        });

        Assert.False(outcomes["publish"]);
        Assert.True(outcomes["unlock"]);
        // Three shards of four hosts: web1 and web4, web2, web3.
        Assert.Equal(["one", "two", "two", "one"], scene.Served());
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task When_one_shard_cannot_prepare_none_publishes_and_the_locks_are_free()
    {
        await using var scene = await ReleaseScene.StartAsync(3, withIdentity: false);
        var outcomes = new Dictionary<string, bool>();
        await RunAsync(scene, async (job, succeeded) =>
        {
            outcomes[job] = succeeded;
            if (job == "lock")
                await scene.Hosts[2].StopAsync();
            else if (job == "prepare")
                await scene.Hosts[2].StartAsync();
        });

        Assert.Equal((true, false, true), (outcomes["lock"], outcomes["prepare"], outcomes["unlock"]));
        Assert.DoesNotContain("publish", outcomes.Keys);
        Assert.Equal([null, null, null], scene.Served());
        Assert.Empty(scene.Locks());
    }

    private static async Task RunAsync(ReleaseScene scene, Func<string, bool, Task> afterJob)
    {
        scene.SetKeys();
        var workflow = new SampleWorkflow(scene.Folder, new Dictionary<string, string>
        {
            ["secrets.SSH_PRIVATE_KEY"] = scene.Key,
            ["vars.KNOWN_HOSTS"] = scene.KnownHosts,
            ["github.run_number"] = "7",
            ["needs.lock.outputs.release"] = "7-1",
        })
        {
            AfterJob = afterJob,
            Environment = { ["GITHUB_REPOSITORY"] = "acme/shop", ["GITHUB_RUN_ID"] = "4711" },
        };
        await workflow.RunAsync(Workflow);
        foreach (var run in workflow.Runs)
            run.Dispose();
    }
}
