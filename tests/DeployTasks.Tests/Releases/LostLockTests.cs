using DeployTasks.Connections;
using DeployTasks.Connections.Local;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

/// <summary>A run that comes back after its lock was taken from it touches nothing that is served.</summary>
public sealed class LostLockTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task It_does_not_switch_and_does_not_clean_up(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        var late = await PreparedAsync(host);
        host.Die();
        await using var other = new ShellHost(_temp, shell);
        var next = new Flow(_temp, other, "run2").With("user", "bob");
        _ = await TakenOver().OkAsync("lock");

        var error = await late.FailAsync("switch");
        Assert.Equal(("DT5083", ExitCode.Locked, "web1"), (error.Code, error.Exit, error.Host));
        Assert.Contains("bob", error.What);
        _ = await next.OkAsync("unlock");
        Assert.Equal("DT5083", (await late.FailAsync("switch")).Code);
        _ = await late.OkAsync("cleanup");
        Assert.Contains("bob", Assert.Single(late.Warned));
        Assert.Equal("", late.Current);
        Assert.True(Directory.Exists(_temp["app/releases/one"]));

        Flow TakenOver()
        {
            Replace(_temp, "time=", "time=1");
            return next;
        }
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task It_does_not_switch_back_what_the_next_run_found_to_be_as_it_should(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        var late = await PreparedAsync(host);
        _ = await late.OkAsync("switch");
        host.Die();
        Replace(_temp, "time=", "time=1");
        _ = await new Flow(_temp, host, "run2").OkAsync("lock");

        var error = await late.FailAsync(Flow.Restore);
        Assert.Equal(("DT5073", ExitCode.PartlyPublished), (error.Code, error.Exit));
        Assert.Contains("taken over", error.What);
        Assert.Equal("one", late.Current);
        Assert.False(File.Exists(_temp["app/releases/one/.dep/bad"]));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task It_does_not_switch_after_its_lock_was_taken_away_by_force(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        var late = await PreparedAsync(host);
        _ = await new Flow(_temp, host, "admin").With("user", "eve").With("force", new Flag(true)).OkAsync("release-lock");
        Assert.Contains("eve", (await late.FailAsync("switch")).What);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task It_switches_when_it_has_taken_the_lock_again(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        var late = await PreparedAsync(host);
        _ = await new Flow(_temp, host, "admin").With("force", new Flag(true)).OkAsync("release-lock");
        host.Die();
        _ = await late.OkAsync("lock", "switch");
        Assert.Equal("one", late.Current);
    }

    [Fact]
    public async Task A_lock_held_on_purpose_is_kept_beyond_its_end_by_a_living_run_that_passed_it()
    {
        await using var host = new ShellHost(_temp, "dash");
        await using var job = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, host, "job1").With("lock_owner", "pipeline 5").With("lock_for", "10m").OkAsync("hold-lock");
        _ = await new Flow(_temp, job, "job2").With("lock_owner", "pipeline 5").With("ci_pipeline", "pipeline 5").OkAsync("lock");
        Replace(_temp, "expires=", "expires=1");
        Assert.Equal("DT5070", (await new Flow(_temp, host, "x").FailAsync("lock")).Code);
        job.Die();
        _ = await new Flow(_temp, host, "x").OkAsync("lock");
    }

    [Fact]
    public async Task A_connection_lost_while_the_proof_of_life_is_taken_fails_and_leaves_no_lock()
    {
        await using var session = new HostSession(new LocalConnection(), new ConnectionSettings("here", "localhost"));
        var shell = (await session.RunAsync(new RemoteCommand("echo $PPID"), (_, _) => { }, CancellationToken.None)).Out;
        _ = Sh.Ok($"kill -9 {System.Text.Encoding.ASCII.GetString(shell)}");
        await session.Lost;
        Assert.Equal(ExitCode.Unreachable, (await new Flow(_temp, session).FailAsync("lock")).Exit);
        Assert.Null(new FileInfo(_temp["app/.dep/lock"]).LinkTarget);
    }

    internal static void Replace(TempFolder temp, string field, string value) =>
        _ = Sh.Ok($"cd '{temp["app/.dep"]}' && ln -sfn \"$(readlink lock | sed 's/{field}[^&]*/{value}/')\" lock");

    private async Task<Flow> PreparedAsync(ShellHost host)
    {
        var flow = (await new Flow(_temp, host).WithContentAsync("one")).Named("one");
        _ = await flow.OkAsync(Flow.Prepare);
        return flow;
    }
}
