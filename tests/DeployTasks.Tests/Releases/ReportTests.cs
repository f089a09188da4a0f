using System.Text.Json;
using DeployTasks.Tests.Releases.Support;
using DeployTasks.Tool.Commands.Releases;

namespace DeployTasks.Tests.Releases;

public sealed class ReportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task Releases_are_told_with_all_that_is_known_of_them(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host, "run1").WithContentAsync("1")).Named("r1").With("user", "grüße \"x\" $(id) %s").With("ci_url", "https://ci/7").OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, host, "run2").WithContentAsync("2")).Named("r2").OkAsync([.. Flow.Prepare, "switch", .. Flow.Restore]);
        _ = Directory.CreateDirectory(_temp["app/releases/5"]);
        await using var other = new ShellHost(_temp, shell);
        _ = await new Flow(_temp, other, "run3").With("ci_machine", "runner").OkAsync("lock");

        var flow = new Flow(_temp, host, "look");
        _ = await flow.OkAsync("list");
        var facts = JsonDocument.Parse(Assert.Single(flow.Printed)).RootElement;
        Assert.Equal("web1", facts.GetProperty("host").GetString());
        Assert.Equal("r1", facts.GetProperty("current").GetString());
        Assert.Equal("ada on runner", facts.GetProperty("lock").GetString());
        var releases = facts.GetProperty("releases").EnumerateArray().ToArray();
        Assert.Equal(["5", "r1", "r2"], releases.Select(release => release.GetProperty("name").GetString()));
        Assert.Equal(["foreign", "complete,current", "complete,bad"], releases.Select(Marks));
        Assert.Equal("grüße \"x\" $(id) %s", releases[1].GetProperty("user").GetString());
        Assert.Equal("https://ci/7", releases[1].GetProperty("ci").GetString());
        Assert.Equal("16", releases[1].GetProperty("size").GetString());
        Assert.True(DateTimeOffset.TryParse(releases[1].GetProperty("time").GetString(), out _));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_is_served_is_told_with_who_switched_to_it(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        foreach (var release in new[] { "r1", "r2" })
        {
            _ = await (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).OkAsync(Flow.Deploy);
        }

        _ = await new Flow(_temp, host, "back").With("user", "bob").OkAsync(Flow.Rollback);
        Assert.Equal(("r1", "rollback", "bob"), await ServedAsync());
        _ = await (await new Flow(_temp, host, "run3").WithContentAsync("3")).Named("r3").With("user", "eve").OkAsync([.. Flow.Prepare, "switch", .. Flow.Restore]);
        Assert.Equal(("r1", "restore", "eve"), await ServedAsync());
        _ = Sh.Ok($"cd '{_temp["app"]}' && ln -sfn releases/r2 current");
        Assert.Equal(("r2", "", ""), await ServedAsync());

        async Task<(string Current, string Event, string User)> ServedAsync()
        {
            var look = new Flow(_temp, host, "look");
            _ = await look.OkAsync("list");
            var facts = JsonElement.Parse(Assert.Single(look.Printed));
            return facts.TryGetProperty("served", out var served)
                ? (Text(facts, "current"), Text(served, "event"), Text(served, "user"))
                : (Text(facts, "current"), "", "");
        }
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task History_tells_who_did_what_oldest_first(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        foreach (var release in new[] { "r1", "r2" })
        {
            _ = await (await new Flow(_temp, host, release).WithContentAsync(release)).Named(release).OkAsync(Flow.Deploy);
        }

        _ = await new Flow(_temp, host, "back").OkAsync(Flow.Rollback);
        File.AppendAllText(_temp["app/.dep/journal"], "no json\n[1]\n{\"event\":\"x\",\"evil\":\"y\"}\n");
        var flow = new Flow(_temp, host, "look");
        _ = await flow.OkAsync("history");
        Assert.Equal(
            ["deploy r1 ", "deploy r2 r1", "rollback r1 r2", "x  "],
            flow.Printed.Select(line => JsonDocument.Parse(line).RootElement).Select(e => $"{Text(e, "event")} {Text(e, "release")} {Text(e, "previous")}"));
        Assert.DoesNotContain(flow.Printed, line => line.Contains("evil"));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task The_lock_of_a_dead_run_is_told_as_left_behind(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await new Flow(_temp, host).OkAsync("lock", "setup");
        host.Die();
        // BusyBox has no flock here: there a lock left behind counts by its age.
        var look = new Flow(_temp, host, "look").With("lock_max_age", shell == "busybox" ? "0s" : "1h");
        _ = await look.OkAsync("list");
        var facts = JsonElement.Parse(Assert.Single(look.Printed));
        Assert.Equal((JsonValueKind.Null, "ada"), (facts.GetProperty("lock").ValueKind, facts.GetProperty("left_behind").GetString()));
        Assert.Equal("ada, left behind", Assert.Single(ReleaseReports.Status([facts]).Rows)[^1]);
    }

    [Fact]
    public async Task A_host_that_was_never_deployed_to_has_nothing_to_tell()
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = new Flow(_temp, host);
        _ = await flow.OkAsync("list", "history");
        Assert.Equal("{\"host\":\"web1\",\"current\":\"\",\"lock\":null,\"releases\":[]}", Assert.Single(flow.Printed));
    }

    private static string Marks(JsonElement release) =>
        string.Join(',', new[] { "complete", "bad", "current", "foreign" }.Where(mark => release.GetProperty(mark).GetBoolean()));

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
