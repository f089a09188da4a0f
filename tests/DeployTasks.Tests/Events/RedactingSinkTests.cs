using System.Text;
using DeployTasks.Events;

namespace DeployTasks.Tests.Events;

public class RedactingSinkTests
{
    private sealed class Collector : IEventSink
    {
        public List<Event> Events { get; } = [];

        public void Handle(Event happened) => Events.Add(happened);
    }

    private readonly Collector _shown = new();
    private readonly RedactingSink _sink;

    public RedactingSinkTests() => _sink = new RedactingSink(new Secrets("hunter22"), _shown);

    private static Output Bytes(string host, string text) => new(host, OutputStream.Out, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Output_of_two_hosts_is_kept_apart()
    {
        _sink.Handle(Bytes("web1", "one hun"));
        _sink.Handle(Bytes("web2", "two\n"));
        _sink.Handle(Bytes("web1", "ter22\n"));

        Assert.Equal([("web2", "two"), ("web1", "one ***")], _shown.Events.Cast<Line>().Select(line => (line.Host, line.Text)));
    }

    [Fact]
    public void The_last_line_comes_before_the_end_of_its_step()
    {
        _sink.Handle(Bytes("web1", "no line break"));
        _sink.Handle(new StepEnded("web1", "t", 1, Outcome.Done, 0, TimeSpan.Zero));

        Assert.Collection(_shown.Events, e => Assert.IsType<Line>(e), e => Assert.IsType<StepEnded>(e));
    }

    [Fact]
    public void No_text_of_ours_shows_a_secret()
    {
        var error = new Error("DT5001", ExitCode.StepFailed, "what hunter22", "next hunter22") { Detail = "detail hunter22" };
        Event[] events =
        [
            new StepStarted("web1", "t", 1, "mysql -phunter22"), new Said("web1", SaidLevel.Info, "hunter22"),
            new Progress("web1", "hunter22", 1, 2), new StepEnded("web1", "t", 1, Outcome.Failed(error), 1, TimeSpan.Zero),
            new HostTaskEnded("web1", "t", 1, Outcome.Failed(error), TimeSpan.Zero), new HostLost("web1", error),
            new HostEnded("web1", Outcome.Failed(error), TimeSpan.Zero) { Facts = HostFacts("hunter22") },
            new RunEnded(ExitCode.StepFailed, TimeSpan.Zero) { Errors = [error] },
        ];

        foreach (var happened in events)
            _sink.Handle(happened);

        var json = string.Concat(_shown.Events.Select(e => Encoding.UTF8.GetString(DeployTasks.Wire.WireJson.Write(e))));
        Assert.DoesNotContain("hunter22", json);
        Assert.Equal(20, json.Split("***").Length);
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> HostFacts(string value) =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("release_name", value);

    [Fact]
    public void A_text_of_ours_with_several_lines_stays_one_text_and_acts_nowhere()
    {
        _sink.Handle(new Said(null, SaidLevel.Info, "a\r\n::error::b\r##[group]c"));

        var text = Assert.IsType<Said>(_shown.Events.Single()).Text;
        Assert.Equal(3, text.Split('\n').Length);
        Assert.DoesNotContain(text.Split('\n'), RunnerCommandParser.Acts);
    }
}
