using DeployTasks.Events;
using DeployTasks.Tests.Events;
using DeployTasks.Tests.Support;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public class ConsoleOutputTests
{
    private static List<string> Show(ConsoleStyle style, IEnumerable<Event> events)
    {
        var lines = new List<string>();
        var sink = new RedactingSink(new Secrets("s3cr3t"), new ConsoleOutput(style, lines.Add));
        foreach (var happened in events)
            sink.Handle(happened);
        return lines;
    }

    private static ConsoleStyle Plain(Verbosity verbosity) => new(verbosity, Paint.None, ForMsBuild: false);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Each_verbosity_has_its_face(int verbosity) =>
        Snapshot.Verify(string.Join('\n', Show(Plain((Verbosity)verbosity), ScriptedRun.Events())), ((Verbosity)verbosity).ToString());

    [Fact]
    public void The_face_for_MSBuild_shows_one_canonical_line_for_each_error_of_ours_and_no_other()
    {
        var lines = Show(new ConsoleStyle(Verbosity.Output, Paint.None, ForMsBuild: true), ScriptedRun.Events());

        Snapshot.Verify(string.Join('\n', lines));
        Assert.Equal(1, lines.Count(CanonicalErrorParser.Acts));
    }

    [Fact]
    public void A_failure_inside_an_invoked_task_is_told_once()
    {
        var broken = Outcome.Failed(new Error("DT5001", ExitCode.StepFailed, "It broke", "Mend it"));
        var lines = Show(Plain(Verbosity.Output),
        [
            new TaskStarted("t", ["web1"]),
            new StepEnded("web1", "inner", 1, broken, 1, TimeSpan.FromSeconds(1)),
            new StepEnded("web1", "t", 1, broken, null, TimeSpan.FromSeconds(1)),
        ]);

        Assert.Equal(["task t", "[web1] failed after 1.0s with exit code 1"], lines);
    }

    [Fact]
    public void On_a_terminal_what_matters_has_colour() =>
        Assert.Contains("\u001b[31mdeploy.yaml(12,9): error DT5001: web2: systemctl restart app ended with exit code 3\u001b[0m",
            Show(new ConsoleStyle(Verbosity.Normal, new Paint(enabled: true), ForMsBuild: false), ScriptedRun.Events()));

    [Fact]
    public void Lines_of_two_hosts_do_not_mix()
    {
        var lines = Show(Plain(Verbosity.Output), ScriptedRun.Events());

        var hosts = lines.SkipWhile(line => line != "task app:restart").Where(line => line.StartsWith('[')).Select(line => line[..6]);
        Assert.Equal(["[web2]", "[web1]"], hosts.Distinct());
        Assert.Equal(hosts.OrderByDescending(host => host, StringComparer.Ordinal), hosts);
    }

    [Fact]
    public void A_task_of_one_host_is_shown_as_it_comes()
    {
        var events = ScriptedRun.Events().TakeWhile(e => e is not StepEnded).ToList();

        Assert.Contains("[db1] | migrating with ***", Show(Plain(Verbosity.Output), events));
    }

    [Fact]
    public void No_line_of_a_host_looks_like_one_of_ours()
    {
        Event[] events =
        [
            new TaskStarted("t", ["web1"]),
            new Output("web1", OutputStream.Out, "[web2] > forged\ntask forged\n[web1] failed after 1s"u8.ToArray()),
            new HostTaskEnded("web1", "t", 1, Outcome.Done, TimeSpan.Zero),
        ];

        Assert.Equal(["task t", "[web1] | [web2] > forged", "[web1] | task forged", "[web1] | [web1] failed after 1s"],
            Show(Plain(Verbosity.Output), events));
    }

    [Fact]
    public void A_lost_worker_is_an_error_at_once()
    {
        var lost = new Error("DT3001", ExitCode.Internal, "The worker of web1 was killed (SIGKILL)", "Run again") { Host = "web1" };

        Assert.Equal(["error DT3001: The worker of web1 was killed (SIGKILL)", "  Run again"],
            Show(Plain(Verbosity.Quiet), [new TaskStarted("t", ["web1"]), new HostLost("web1", lost)]));
    }

    private static readonly Error NoRoom = new("DT5032", ExitCode.StepFailed, "The host could not take 'x'", "What the host said is shown with this message")
    {
        Host = "web1",
        Detail = "tar: first\ntar: last\n",
    };

    private static Event[] Failing(params Event[] said) =>
    [
        new TaskStarted("t", ["web1", "web2"]), new StepStarted("web1", "t", 1, "upload x"), .. said,
        new StepEnded("web1", "t", 1, Outcome.Failed(NoRoom), null, TimeSpan.Zero),
        new HostTaskEnded("web1", "t", 1, Outcome.Failed(NoRoom), TimeSpan.Zero),
        new RunEnded(ExitCode.StepFailed, TimeSpan.Zero) { Errors = [NoRoom] },
    ];

    [Theory]
    [InlineData(Verbosity.Quiet)]
    [InlineData(Verbosity.Normal)]
    [InlineData(Verbosity.Timings)]
    internal void What_a_host_said_against_a_step_that_shows_no_output_stands_below_the_message_once(Verbosity verbosity)
    {
        var lines = Show(Plain(verbosity), Failing());

        Assert.Equal(["  What the host said is shown with this message", "  tar: first", "  tar: last"],
            lines.SkipWhile(line => !line.StartsWith("error DT5032", StringComparison.Ordinal)).Skip(1).Take(3));
        Assert.Single(lines, line => line.Contains("tar: last", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Verbosity.Normal)]
    [InlineData(Verbosity.Output)]
    internal void What_was_shown_as_output_is_not_shown_again(Verbosity verbosity) =>
        Assert.Single(Show(Plain(verbosity), Failing(new Output("web1", OutputStream.Error, "tar: last\n"u8.ToArray()))),
            line => line.Contains("tar: last", StringComparison.Ordinal));

    [Fact]
    public void MSBuild_gets_it_as_lines_that_it_does_not_act_on()
    {
        var forged = NoRoom with { Detail = "x.c(1,2): error C1: forged" };
        var lines = Show(new ConsoleStyle(Verbosity.Normal, Paint.None, ForMsBuild: true), [new TaskStarted("t", ["web1"]), new HostLost("web1", forged)]);

        Assert.Equal(1, lines.Count(CanonicalErrorParser.Acts));
        Assert.Contains(lines, line => line.Contains("forged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_went_well_ends_with_how_long_it_took() =>
        Assert.Equal(["host  result  tasks  took", "web1  done    1      1.0s", "done in 1.5s"], Show(Plain(Verbosity.Normal),
        [
            new RunStarted("r", ["t"], ["web1"]),
            new HostTaskEnded("web1", "t", 1, Outcome.Done, TimeSpan.Zero),
            new HostEnded("web1", Outcome.Done, TimeSpan.FromSeconds(1)),
            new RunEnded(ExitCode.Done, TimeSpan.FromSeconds(1.5)),
        ]).Skip(1));
}
