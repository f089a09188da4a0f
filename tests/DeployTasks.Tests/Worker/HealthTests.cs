using System.Text;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Worker;

public class HealthTests
{
    [Theory]
    [InlineData(null, 200, true)]
    [InlineData(null, 204, false)]
    [InlineData("204", 204, true)]
    [InlineData("302", 302, true)]
    public async Task A_status_is_expected_200_unless_another_is_named(string? expect, int status, bool healthy)
    {
        await using var host = await RealHost.OpenAsync();
        await using var app = HomeStub.Answering(status);
        var outcome = await host.Scene().RunAsync(Url(app) with { Expect = expect, Timeout = TimeSpan.FromSeconds(healthy ? 30 : 0.2) });
        Assert.Equal(healthy, outcome.IsSuccess);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("wget")]
    [InlineData("python3")]
    [InlineData("bash")]
    [InlineData("busybox")]
    public async Task Any_of_the_programs_a_host_may_have_can_ask(string program)
    {
        await using var host = await RealHost.OnlyAsync(program);
        await using var app = HomeStub.Answering(500, 200);
        var scene = host.Scene();
        Assert.Equal(Outcome.Done, await scene.RunAsync(Url(app) with { Interval = TimeSpan.FromMilliseconds(20) }));
        Assert.StartsWith("GET /healthz HTTP/1.", await app.Request());
    }

    [Fact]
    public async Task A_host_without_any_of_them_says_so()
    {
        await using var host = await RealHost.OnlyAsync("true");
        var error = await host.Scene().FailAsync(
            new HealthStep(HostScene.Place) { Url = "http://127.0.0.1:1/", Timeout = TimeSpan.FromSeconds(5), Interval = TimeSpan.FromSeconds(5) });
        Assert.Contains("neither curl nor", error.Detail);
    }

    [Fact]
    public async Task What_curl_complains_of_and_the_status_come_as_whole_lines()
    {
        var scene = new HostScene();
        _ = await scene.FailAsync(new HealthStep(HostScene.Place) { Url = "http://127.0.0.1:1/", Timeout = TimeSpan.FromSeconds(1) });
        var asked = Sh.Run(Assert.Single(scene.Host.Commands).Script);
        Assert.Equal("", asked.Error);
        Assert.Matches(@"^curl: \(7\) [^\n]+\n\n?000\n$", asked.Out);
    }

    [Fact]
    public async Task It_asks_until_the_answer_is_as_expected()
    {
        var scene = new HostScene();
        var asked = 0;
        scene.Host.Answer("ready", new RemoteResult(RemoteEnd.Exited, 1, [], []));
        var step = Command("ready?") with { Interval = TimeSpan.FromMilliseconds(5), Timeout = TimeSpan.FromSeconds(30) };
        var waiting = scene.RunAsync(step);
        while (scene.Host.Commands.Count < 3)
        {
            Assert.True(++asked < 1000);
            await Task.Delay(5);
        }
        scene.Host.Answer("ready", "yes");
        Assert.Equal(Outcome.Done, await waiting);
    }

    [Fact]
    public async Task When_health_does_not_come_the_last_answer_is_shown()
    {
        var scene = new HostScene();
        scene.Host.Answer("curl", "starting up\n503\n");
        var error = await scene.FailAsync(new HealthStep(HostScene.Place)
        {
            Url = "http://127.0.0.1:5000/",
            Timeout = TimeSpan.FromSeconds(1),
            Interval = TimeSpan.FromMilliseconds(10),
        });
        Assert.Equal("DT5040", error.Code);
        Assert.Contains("expected HTTP 200", error.What);
        Assert.Equal("starting up\n503", error.Detail);
        Assert.Equal("starting up\n503\n", Encoding.UTF8.GetString(Assert.Single(scene.Events.OfType<Output>()).Bytes.Span));
        Assert.True(scene.Host.Commands.Count > 1);
    }

    [Theory]
    [InlineData("all is well\n200\n", true)]
    [InlineData("all is well\n500\n", false)]
    [InlineData("all is ill\n200\n", false)]
    public async Task A_text_is_looked_for_in_a_good_answer(string answer, bool healthy)
    {
        var scene = new HostScene(("word", new Text("well")));
        scene.Host.Answer("curl", answer);
        var outcome = await scene.RunAsync(new HealthStep(HostScene.Place)
        {
            Url = "http://127.0.0.1:5000/",
            Expect = "{{word}}",
            Timeout = TimeSpan.FromMilliseconds(1),
        });
        Assert.Equal(healthy, outcome.IsSuccess);
    }

    [Fact]
    public async Task What_is_no_address_is_refused_before_the_host_is_asked()
    {
        var scene = new HostScene();
        Assert.Equal("DT5041", (await scene.FailAsync(new HealthStep(HostScene.Place) { Url = "file:///etc/passwd" })).Code);
        Assert.Empty(scene.Host.Commands);
    }

    [Fact]
    public async Task An_interval_longer_than_a_timer_can_bear_lasts_until_the_cancel()
    {
        var scene = new HostScene();
        using var cancel = new CancellationTokenSource();
        scene.Host.Answer("x", exit: 1);
        var step = Command("x") with { Interval = TimeSpan.FromDays(366), Timeout = TimeSpan.Zero };
        var waiting = scene.RunAsync(cancel.Token, step);
        await Poll.UntilAsync(() => scene.Host.Commands.Count > 0, waiting);
        await cancel.CancelAsync();
        Assert.Equal("DT5025", (await waiting).Error?.Code);
    }

    [Fact]
    public async Task A_pause_that_ends_too_late_is_no_try_without_a_limit()
    {
        var scene = new HostScene { Clock = new LateClock() };
        scene.Host.Answer("x", "starting up", exit: 1);
        var error = await scene.FailAsync(Command("x") with { Interval = TimeSpan.FromMilliseconds(900), Timeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(("DT5040", "starting up"), (error.Code, error.Detail));
        Assert.Equal("health x did not become healthy within 1s (expected exit code 0)", error.What);
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(scene.Host.Commands).Timeout);
    }

    [Fact]
    public async Task Who_gives_up_before_a_try_that_would_come_too_late_says_so()
    {
        var scene = new HostScene { Clock = new LateClock() };
        scene.Host.Answer("x", exit: 1);
        var error = await scene.FailAsync(Command("x") with { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(2) });
        Assert.Equal("health x did not become healthy within 2s (expected exit code 0); it was last asked after 1.5 s, and the next time would be too late", error.What);
        Assert.StartsWith("It said nothing: look at the log", error.Next);
    }

    /// <summary>Every pause is over at once, and has taken half a second longer than it should.</summary>
    private sealed class LateClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _now += (long)dueTime.TotalMilliseconds + 500;
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    [Fact]
    public async Task A_command_that_asks_has_the_variables_of_the_dotenv_file()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write(".env", "READY=yes\n");
        var scene = host.Scene(("dotenv", Text.Literal(host[".env"])));
        Assert.Equal(Outcome.Done, await scene.RunAsync(Command("test \"$READY\" = yes") with { Timeout = TimeSpan.FromMilliseconds(1500) }));
    }

    [Fact]
    public async Task A_lost_connection_ends_the_asking()
    {
        var scene = new HostScene();
        scene.Host.Answer("x", new RemoteResult(RemoteEnd.ConnectionLost, null, [], []));
        Assert.Equal("DT5006", (await scene.FailAsync(Command("x"))).Code);
    }

    private static HealthStep Url(HomeStub app) => new(HostScene.Place)
    {
        Url = $"http://127.0.0.1:{app.Port}/healthz",
        Timeout = TimeSpan.FromSeconds(20),
    };

    private static HealthStep Command(string command) => new(HostScene.Place) { Command = command };
}
