using System.Collections.Immutable;
using DeployTasks.Lab;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class CheckTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task A_host_that_can_take_it_is_left_untouched(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        Assert.Equal(OutcomeKind.Unchanged, (await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").OkAsync("check")).Kind);
        Assert.False(Directory.Exists(_temp["app"]));
    }

    [Theory]
    [InlineData("keep_releases", "x")]
    [InlineData("rollback_on_failure", "perhaps")]
    [InlineData("lock_max_age", "old")]
    [InlineData("health", "foo")]
    public async Task What_a_placeholder_became_is_refused_before_the_switch_although_it_is_read_behind_it(string setting, string value)
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With(setting, "{{by_a_task}}").With("by_a_task", value);

        var refused = await Assert.ThrowsAsync<DeployException>(() => flow.RunAsync("check"));

        Assert.Contains(setting, refused.Errors[0].What);
    }

    [Theory]
    [InlineData("mkdir -p app/current", "DT5056")]
    [InlineData("mkdir -p app elsewhere && ln -s ../elsewhere app/releases", "DT5011")]
    [InlineData("mkdir -p app/releases/2024 && ln -s releases/2024 app/current", "DT5014")]
    [InlineData("mkdir -p app elsewhere && ln -s ../elsewhere app/current", "DT5057")]
    [InlineData("touch app", "DT5054")]
    [InlineData("ln -s nowhere app", "DT5054")]
    [InlineData("mkdir -p app/.dep && echo 9 >app/.dep/layout", "DT5013")]
    public async Task What_stands_in_the_way_is_found_before_anything_is_touched(string make, string code)
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = Sh.Ok($"cd '{_temp.Path}' && {make}");
        var before = Sh.Ok($"cd '{_temp.Path}' && find app elsewhere 2>/dev/null | sort");
        var flow = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1");
        Assert.Equal(code, (await flow.FailAsync("check")).Code);
        if (code is not ("DT5054" or "DT5013"))
        {
            Assert.Equal(code, (await flow.FailAsync("setup")).Code);
        }

        Assert.Equal(before, Sh.Ok($"cd '{_temp.Path}' && find app elsewhere 2>/dev/null | sort"));
    }

    [Theory]
    [InlineData("app")]
    [InlineData("app/releases")]
    [InlineData("app/.dep")]
    [InlineData("web")]
    public async Task A_folder_that_cannot_be_written_is_named_before_anything_is_touched(string closed)
    {
        await using var host = new ShellHost(_temp, "dash") { Wrapper = LabProcess.AsNobody };
        _ = Sh.Ok($"cd '{_temp.Path}' && mkdir -p app/.dep app/releases web && chmod 777 . app app/.dep app/releases web && chmod 555 {closed}");
        _ = Sh.Ok(closed == "app" ? $"rmdir '{_temp["app/releases"]}'" : "true");
        var flow = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("current_path", _temp["web/live"]);
        var error = await flow.FailAsync("check");
        Assert.Equal("DT5055", error.Code);
        Assert.StartsWith(_temp[closed] + " ", error.What);
        Assert.Contains("Permission denied", error.Detail);
        _ = Sh.Ok($"chmod 777 '{_temp[closed]}'");
        _ = await flow.OkAsync("check");
    }

    [Theory]
    [InlineData("stat", "echo 7 1024 0 0", "DT5001", "7 KiB are free")]
    [InlineData("stat", "echo 99999999 4096 500 10", "DT5002", "10 are free")]
    [InlineData("mv", "echo mv: unrecognized option T >&2; exit 1", "DT5018", "mv(with-T)")]
    public async Task Too_little_room_or_a_missing_tool_is_named(string tool, string script, string code, string says)
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = _temp.File($"tools/{tool}", $"#!/bin/sh\n{script}\n", "755");
        host.Path.Add(_temp["tools"]);
        var error = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").FailAsync("check");
        Assert.Equal(code, error.Code);
        Assert.Contains(says, error.What);
    }

    [Fact]
    public async Task Shared_paths_that_lie_inside_each_other_are_refused_before_anything_is_sent()
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = new Flow(_temp, host).With("shared_dirs", ["up"]).With("shared_files", ["up/i.png"]);
        Assert.Equal("DT5052", Assert.Single((await Assert.ThrowsAsync<DeployException>(() => flow.RunAsync("check"))).Errors).Code);
    }

    [Fact]
    public async Task A_required_shared_file_must_be_there()
    {
        await using var host = new ShellHost(_temp, "dash");
        var required = new Map(new Dictionary<string, Value> { ["path"] = new Text(".env"), ["required"] = new Flag(true) }.ToImmutableSortedDictionary());
        var flow = new Flow(_temp, host).With("shared_files", new Items([required]));
        Assert.Equal("DT5058", (await flow.FailAsync("check")).Code);
        _ = _temp.File("app/shared/.env");
        _ = await flow.OkAsync("check");
    }

    [Theory]
    [InlineData("deploy_path", "relative/path", "DT1016")]
    [InlineData("deploy_path", "/", "DT1016")]
    [InlineData("deploy_path", "/srv/../etc", "DT1016")]
    [InlineData("deploy_path", "~/app", "DT1016")]
    [InlineData("deploy_path", "", "DT1016")]
    [InlineData("current_path", "live", "DT5050")]
    [InlineData("current_path", "/srv/../live", "DT5050")]
    public async Task A_path_that_is_not_sane_reaches_no_host(string setting, string path, string code)
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = new Flow(_temp, host).With(setting, path);
        Assert.Equal(code, Assert.Single((await Assert.ThrowsAsync<DeployException>(() => flow.RunAsync("check"))).Errors).Code);
        Assert.Equal(0, host.RoundTrips);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_path_of_another_tool_is_refused_or_adopted_and_never_damaged(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = Sh.Ok($"mkdir -p '{_temp["app/releases/20240101"]}' '{_temp["app/releases/20240202"]}' && cd '{_temp["app"]}' && echo old >releases/20240202/index.html && ln -s '{_temp["app"]}/releases/20240202' current");
        var refused = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1");
        Assert.Equal("DT5014", (await refused.FailAsync(Flow.Deploy)).Code);
        Assert.Equal("20240202", refused.Current);
        Assert.Equal("current\nreleases\n", Sh.Ok($"ls -A '{_temp["app"]}'"));
        _ = await refused.OkAsync(Flow.Restore);

        var adopted = (await new Flow(_temp, host, "run2").WithContentAsync("1")).Named("r1").With("adopt", new Flag(true)).With("keep_releases", new Number("1"));
        _ = await adopted.OkAsync(Flow.Deploy);
        Assert.Equal("r1", adopted.Current);
        Assert.True(Directory.Exists(_temp["app/releases/20240101"]));
        _ = await new Flow(_temp, host, "back").OkAsync(Flow.Rollback);
        Assert.Equal("old\n", File.ReadAllText(_temp["app/current/index.html"]));

        foreach (var release in new[] { "r2", "r3" })
        {
            _ = await (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).With("keep_releases", new Number("1")).OkAsync(Flow.Deploy);
        }

        Assert.Equal(["20240101", "20240202", "r2", "r3"], Directory.GetDirectories(_temp["app/releases"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public_html")]
    [InlineData("app/web/root")]
    public async Task Current_may_lie_elsewhere(string place)
    {
        await using var host = new ShellHost(_temp, "busybox");
        foreach (var release in new[] { "r1", "r2" })
        {
            _ = await (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).With("current_path", _temp[place]).OkAsync(Flow.Deploy);
        }

        Assert.Equal("r2", File.ReadAllText(_temp[place + "/index.html"]));
        _ = await new Flow(_temp, host, "back").With("current_path", _temp[place]).OkAsync(Flow.Rollback);
        Assert.Equal("r1", File.ReadAllText(_temp[place + "/index.html"]));
    }

    [Fact]
    public async Task A_taken_name_is_refused_with_the_next_free_one()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").OkAsync(Flow.Deploy);
        var error = await (await new Flow(_temp, host, "run2").WithContentAsync("2")).Named("r1").FailAsync(Flow.Deploy);
        Assert.Equal("DT5012", error.Code);
        Assert.Contains("release_name=r1-2", error.Next);
    }
}
