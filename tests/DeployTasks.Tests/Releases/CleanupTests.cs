using System.Text.Json;
using DeployTasks.Lab;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class CleanupTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task It_keeps_the_last_complete_ones_the_current_and_the_one_before(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        foreach (var release in new[] { "b1", "a2", "c3", "a4" })
        {
            _ = await (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).With("keep_releases", new Number("2")).OkAsync(Flow.Deploy);
        }

        Assert.Equal(["a4", "c3"], Releases());
        _ = await new Flow(_temp, host, "back").OkAsync(Flow.Rollback);
        _ = await (await new Flow(_temp, host, "e5").WithContentAsync("e5")).Named("e5").With("keep_releases", new Number("1")).OkAsync(Flow.Deploy);
        Assert.Equal(["c3", "e5"], Releases());
    }

    [Fact]
    public async Task A_count_that_is_none_is_an_error_and_does_not_keep_everything()
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = await new Flow(_temp, host).WithContentAsync("1");
        _ = await flow.Named("r1").OkAsync(Flow.Deploy);

        var refused = await Assert.ThrowsAsync<DeployException>(() => flow.With("keep_releases", "x").RunAsync("cleanup"));

        Assert.Equal("DT1034", refused.Errors[0].Code);
    }

    /// <summary>The rule of the recipe is the rule of the hosts.</summary>
    [Theory, MemberData(nameof(Shells))]
    public async Task Whatever_a_recipe_may_call_a_release_is_served_listed_and_removed(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        string[] names = ["1.4.0+build.7", new string('x', 100), "1.4.0+build.8"];
        foreach (var name in names)
        {
            Assert.True(SettingRules.IsReleaseName(name));
            var flow = (await new Flow(_temp, host, $"run{Array.IndexOf(names, name)}").WithContentAsync(name)).Named(name).With("keep_releases", new Number("1"));
            _ = await flow.OkAsync(Flow.Deploy);
            Assert.Equal(name, flow.Current);
        }

        Assert.Equal(["1.4.0+build.8", new string('x', 100)], Releases());
        var back = new Flow(_temp, host, "back");
        _ = await back.OkAsync([.. Flow.Rollback, "list"]);
        var listed = JsonElement.Parse(Assert.Single(back.Printed)).GetProperty("releases").EnumerateArray();
        Assert.Equal([names[1], names[2]], listed.Select(release => release.GetProperty("name").GetString()));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Incomplete_and_bad_ones_go_first(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host, "r1").WithContentAsync("1")).Named("r1").OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, host, "r2").WithContentAsync("2")).Named("r2").OkAsync([.. Flow.Prepare, "unlock"]);
        _ = await (await new Flow(_temp, host, "r3").WithContentAsync("3")).Named("r3").OkAsync([.. Flow.Prepare, "switch", .. Flow.Restore]);
        _ = await (await new Flow(_temp, host, "r4").WithContentAsync("4")).Named("r4").With("keep_releases", new Number("2")).OkAsync(Flow.Deploy);
        Assert.Equal(["r1", "r4"], Releases());
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_bad_one_stays_while_there_is_room_and_never_takes_the_place_of_a_good_one(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        foreach (var (release, keep, left) in new[]
        {
            ("r1", "5", "r1"), ("r2", "5", "r1 r2"), ("bad3", "5", "bad3 r1 r2"), ("bad4", "5", "bad3 bad4 r1 r2"),
            ("r5", "4", "bad4 r1 r2 r5"), ("bad6", "4", "bad4 bad6 r1 r2 r5"), ("r7", "4", "r1 r2 r5 r7"),
        })
        {
            var flow = (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).With("keep_releases", new Number(keep));
            _ = await flow.OkAsync(release[0] == 'b' ? [.. Flow.Prepare, "switch", .. Flow.Restore] : Flow.Deploy);
            Assert.Equal(left, string.Join(' ', Releases()));
        }
    }

    [Fact]
    public async Task A_rollback_that_was_a_mistake_can_be_undone_after_the_next_deployment()
    {
        await using var host = new ShellHost(_temp, "dash");
        foreach (var release in new[] { "r1", "r2" })
        {
            _ = await (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).OkAsync(Flow.Deploy);
        }

        _ = await new Flow(_temp, host, "mistake").OkAsync(Flow.Rollback);
        _ = await (await new Flow(_temp, host, "r3").WithContentAsync("r3")).Named("r3").OkAsync(Flow.Deploy);
        var undo = new Flow(_temp, host, "undo").With("rollback_to", "r2");
        _ = await undo.OkAsync(Flow.Rollback);
        Assert.Equal("r2", undo.Current);
    }

    [Fact]
    public async Task A_release_that_another_living_run_is_making_is_left_alone()
    {
        await using var host = new ShellHost(_temp, "dash");
        await using var other = new ShellHost(_temp, "dash");
        _ = await (await new Flow(_temp, host, "r1").WithContentAsync("1")).Named("r1").OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, other, "r2").WithContentAsync("2")).Named("r2").OkAsync("lock", "release");
        _ = await new Flow(_temp, host, "cleaner").OkAsync("cleanup");
        Assert.Equal(["r1", "r2"], Releases());
        other.Die();
        _ = await new Flow(_temp, host, "cleaner").OkAsync("cleanup");
        Assert.Equal(["r1"], Releases());
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Names_are_not_followed_and_what_is_not_ours_stays(string shell)
    {
        _ = _temp.File("outside/precious");
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host, "r1").WithContentAsync("1")).Named("r1").OkAsync(Flow.Deploy);
        _ = Sh.Ok(
            $$"""
            cd '{{_temp["app/releases"]}}' && ln -s '{{_temp["outside"]}}' out && mkdir -p mine/stuff && mkdir -p inner/.dep
            ln -s '{{_temp["outside"]}}' inner/link
            mkdir -p "$(printf 'new\nline/.dep')" -- -rf/.dep
            """);
        var flow = new Flow(_temp, host, "cleaner");
        _ = await flow.OkAsync("cleanup");
        Assert.True(File.Exists(_temp["outside/precious"]));
        Assert.True(Directory.Exists(_temp["app/releases/mine/stuff"]));
        Assert.False(Directory.Exists(_temp["app/releases/inner"]));
        Assert.Contains(flow.Said, said => said.Contains("mine"));
    }

    [Fact]
    public async Task A_folder_nobody_may_write_to_is_removed_and_a_failure_only_warns()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await new Flow(_temp, host, "r1").WithContentAsync("1")).Named("r1").OkAsync(Flow.Deploy);
        _ = Sh.Ok($"cd '{_temp["app/releases"]}' && mkdir -p old/.dep old/sub && touch old/sub/f && chmod 500 old/sub old");
        var flow = new Flow(_temp, host, "cleaner");
        _ = await flow.OkAsync("cleanup");
        Assert.Equal(["r1"], Releases());

        _ = Sh.Ok($"mkdir -p '{_temp["app/releases/stuck/.dep"]}'; rm -rf '{_temp["app/.dep/trash"]}'; touch '{_temp["app/.dep/trash"]}'");
        Assert.Equal(OutcomeKind.Unchanged, (await flow.OkAsync("cleanup")).Kind);
        Assert.Contains("releases/stuck", Assert.Single(flow.Warned));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_cannot_be_removed_is_told_every_time_and_all_else_goes(string shell)
    {
        Assert.True(Environment.IsPrivilegedProcess, "only root can make files of two users; run the tests as root");
        _ = Sh.Ok($"chmod 777 '{_temp.Path}'");
        await using var host = new ShellHost(_temp, shell) { Wrapper = LabProcess.AsNobody };
        _ = await (await new Flow(_temp, host, "r1").WithContentAsync("1")).Named("r1").OkAsync(Flow.Deploy);
        _ = Sh.Ok(
            $"""
            cd '{_temp["app"]}' && mkdir -p .dep/trash/left/cache releases/half/.dep releases/half/foreign
            touch .dep/trash/left/cache/of-root releases/half/foreign/of-root
            chown -R 65534:65534 .dep releases && chown 0 .dep/trash/left/cache/of-root && chown -R 0 releases/half/foreign
            """);
        for (var run = 1; run <= 2; run++)
        {
            var flow = new Flow(_temp, host, $"cleaner{run}");
            _ = await flow.OkAsync("cleanup");
            Assert.Contains($"{_temp["app/.dep/trash"]}/half.cleaner1 ", Assert.Single(flow.Warned));
        }

        Assert.Equal(["r1"], Releases());
        Assert.Equal("half.cleaner1\n", Sh.Ok($"ls -A '{_temp["app/.dep/trash"]}'"));
    }

    [Fact]
    public async Task Every_sixteenth_release_caps_the_journal()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await new Flow(_temp, host, "r1").WithContentAsync("1")).Named("r1").OkAsync(Flow.Deploy);
        _ = Sh.Ok($"cd '{_temp["app/.dep"]}' && seq 1 2000 | sed 's/.*/{{\"event\":\"&\"}}/' >>journal");
        _ = await new Flow(_temp, host, "cleaner").OkAsync("cleanup");
        Assert.Equal(2001, File.ReadAllLines(_temp["app/.dep/journal"]).Length);

        File.WriteAllText(_temp["app/releases/r1/.dep/sequence"], "16\n");
        _ = await new Flow(_temp, host, "cleaner").OkAsync("cleanup");
        Assert.Equal(1000, File.ReadAllLines(_temp["app/.dep/journal"]).Length);
    }

    private IEnumerable<string?> Releases() => Directory.GetDirectories(_temp["app/releases"]).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
