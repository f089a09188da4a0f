using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

/// <summary>One run prepares, another publishes: jobs of a workflow that scales out.</summary>
public sealed class PreparedTests : IDisposable
{
    private static readonly string[] Resume = ["lock", "prepared", "switch", "cleanup", "unlock"];
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task A_later_run_serves_what_an_earlier_one_has_prepared(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host, "run1").Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("two")).OkAsync([.. Flow.Prepare, "unlock"]);
        var later = new Flow(_temp, host, "run3").Named("r2");
        _ = await later.OkAsync(Resume);

        Assert.Equal("r2", later.Current);
        Assert.Equal(("r1", later.App + "/releases/r2"), (later.Settings.Text("previous_release"), later.Settings.Text("release_path")));
        _ = await new Flow(_temp, host, "run4").OkAsync(Flow.Rollback);
        Assert.Equal("r1", later.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_release_that_was_taken_back_and_is_published_after_all_is_a_good_one(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host, "run1").Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("two")).OkAsync([.. Flow.Prepare, "switch", .. Flow.Restore]);
        _ = await new Flow(_temp, host, "run3").Named("r2").OkAsync(Resume);
        Assert.False(File.Exists(_temp["app/releases/r2/.dep/bad"]));

        _ = await (await new Flow(_temp, host, "run4").Named("r3").WithContentAsync("three")).OkAsync(Flow.Deploy);
        var back = new Flow(_temp, host, "run5");
        _ = await back.OkAsync(Flow.Rollback);
        Assert.Equal("r2", back.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_was_not_sent_whole_is_not_served(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host, "run1").Named("r1").WithContentAsync("one")).OkAsync("check", "lock", "setup", "release", "unlock");
        var later = new Flow(_temp, host, "run2").Named("r1");

        Assert.Equal("DT5066", (await later.FailAsync("lock", "prepared")).Code);
        Assert.Equal("DT5066", (await later.FailAsync("switch")).Code);
        Assert.Equal("DT5065", (await later.Named("r2").FailAsync("prepared")).Code);
        Assert.Equal("", later.Current);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_host_that_had_nothing_to_prepare_has_nothing_to_publish(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host, "run1").Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("one")).OkAsync([.. Flow.Prepare, "unlock"]);
        var later = new Flow(_temp, host, "run3").Named("r2");
        _ = await later.OkAsync(Resume);

        Assert.True(later.Settings.Flag("release_unchanged", false));
        Assert.Equal("r1", later.Current);
        Assert.Equal("DT5065", (await new Flow(_temp, host, "run4").Named("r3").FailAsync("prepared")).Code);
    }
}
