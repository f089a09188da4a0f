using DeployTasks.Events;

namespace DeployTasks.Tests.Master;

public class SinkTests
{
    [Fact]
    public async Task A_sink_that_throws_is_left_out_and_the_others_say_so()
    {
        var broken = new BrokenSink();
        using var run = new RunUnderTest { OtherSinks = [broken] };
        Assert.Equal(ExitCode.Done, await run.RunAsync(RunUnderTest.Plan(["web1"], "a")));
        Assert.Equal(1, broken.Calls);
        var warning = Assert.Single(run.Events.OfType<Said>(), said => said.Level == SaidLevel.Warning);
        Assert.Contains("DT8001", warning.Text);
        Assert.Contains("disk full", warning.Text);
    }

    [Fact]
    public async Task A_slow_sink_gets_every_event_in_order()
    {
        using var run = new RunUnderTest
        {
            OtherSinks = [new SlowSink()],
            Workers = new FakeWorkers
            {
                OnTask = async (worker, _) =>
                {
                    for (var line = 0; line < 2000; line++)
                    {
                        await worker.SayAsync(new Said(worker.Host, SaidLevel.Info, $"{line}"));
                    }
                    return Outcome.Done;
                },
            },
        };
        await run.RunAsync(RunUnderTest.Plan(["web1"], "a"));
        Assert.Equal(
            Enumerable.Range(0, 2000).Select(line => $"{line}"),
            run.Events.OfType<Said>().Where(said => said.Host == "web1").Select(said => said.Text));
    }

    [Fact]
    public async Task The_address_of_the_server_is_said_for_those_who_want_every_detail()
    {
        using var run = new RunUnderTest();
        await run.RunAsync(RunUnderTest.Plan(["web1"], "a"));
        var said = Assert.Single(run.Events.OfType<Said>(), said => said.Level == SaidLevel.Debug && said.Host is null);
        Assert.Matches(@"^\[master\] Starting server at http://127\.0\.0\.1:\d+$", said.Text);
    }

    private sealed class BrokenSink : IEventSink
    {
        public int Calls { get; private set; }

        public void Handle(Event happened)
        {
            Calls++;
            throw new IOException("disk full");
        }
    }

    private sealed class SlowSink : IEventSink
    {
        public void Handle(Event happened) => Thread.SpinWait(2000);
    }
}
