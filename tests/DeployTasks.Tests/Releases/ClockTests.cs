using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

/// <summary>A host whose clock is years off, or jumps (faults.md §4.5, 68): nothing that counts is decided by comparing clocks of two machines.</summary>
public sealed class ClockTests : IDisposable
{
    private const int Decade = 10 * 365 * 24 * 3600;
    private readonly TempFolder _temp = new();

    public static TheoryData<string, int> HostsAndClocks => new(from shell in ShellHost.Shells from off in (int[])[-Decade, Decade] select (shell.Data, off));

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(HostsAndClocks))]
    public async Task A_lock_has_the_age_and_the_end_that_the_host_itself_has_seen(string shell, int off)
    {
        await using var host = Host(shell, off);
        _ = await new Flow(_temp, host).OkAsync("lock");
        _ = await new Flow(_temp, host, "run2").FailAsync("lock");
        _ = await new Flow(_temp, host).OkAsync("unlock");

        _ = await new Flow(_temp, host, "job1").With("lock_for", "10m").OkAsync("hold-lock");
        _ = await new Flow(_temp, host, "run2").FailAsync("lock");
        _ = await new Flow(_temp, Host(shell, off + 700), "run2").OkAsync("lock");
    }

    [Theory]
    [InlineData(-Decade), InlineData(Decade)]
    public async Task A_clock_that_jumps_takes_no_lock_from_whoever_proves_to_live(int jump)
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await new Flow(_temp, host).OkAsync("lock");

        Assert.Equal("DT5070", (await new Flow(_temp, Host("dash", jump), "run2").FailAsync("lock")).Code);
    }

    [Theory, MemberData(nameof(HostsAndClocks))]
    public async Task Releases_keep_their_order_when_the_clock_jumps_and_names_go_backwards(string shell, int jump)
    {
        await using var before = new ShellHost(_temp, shell);
        await using var after = Host(shell, jump);
        _ = await (await new Flow(_temp, before, "run1").Named("20361121-204250").WithContentAsync("one")).OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, before, "run2").Named("20361121-204251").WithContentAsync("two")).OkAsync(Flow.Deploy);
        var last = await new Flow(_temp, after, "run3").Named("20261121-204250").With("keep_releases", "2").WithContentAsync("three");
        _ = await last.OkAsync(Flow.Deploy);
        Assert.Equal(["20261121-204250", "20361121-204251"], Directory.GetDirectories(_temp["app/releases"]).Select(Path.GetFileName).Order());

        _ = await new Flow(_temp, after, "back").OkAsync(Flow.Rollback);
        Assert.Equal("20361121-204251", last.Current);
    }

    // BusyBox prefers its own date to a program of that name.
    private ShellHost Host(string shell, int off) => new(_temp, shell)
    {
        Mutate = script => $"date() {{ /bin/date -d \"@$(($(/bin/date +%s) + {off}))\" \"$@\"; }}\n{script}",
    };
}
