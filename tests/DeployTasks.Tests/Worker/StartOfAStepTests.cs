using System.Text;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.Worker;

namespace DeployTasks.Tests.Worker;

public sealed class StartOfAStepTests
{
    private static readonly StepStarted Started = new("web1", "build", 1, "make");

    [Fact]
    public void It_is_written_together_with_the_end_that_comes_at_once()
    {
        var written = new Writes();
        var events = new EventWriter(written, () => { });

        events.Hold(Started);
        events.Write(new StepEnded("web1", "build", 1, Outcome.Done, Exit: 0, TimeSpan.Zero));
        events.Write(new HostTaskEnded("web1", "build", 1, Outcome.Done, TimeSpan.Zero));

        Assert.Equal(["step-started step-ended host-task-ended"], written.Events);
    }

    [Fact]
    public void A_little_output_is_written_with_it_and_much_is_not_kept()
    {
        var written = new Writes();
        var events = new EventWriter(written, () => { });

        events.Hold(Started);
        events.Write(new Output("web1", OutputStream.Out, "a line\n"u8.ToArray()));
        events.Write(new StepEnded("web1", "build", 1, Outcome.Done, Exit: 0, TimeSpan.Zero));
        events.Write(new HostTaskEnded("web1", "build", 1, Outcome.Done, TimeSpan.Zero));
        events.Hold(Started);
        events.Write(new Output("web1", OutputStream.Out, new byte[5000]));

        Assert.Equal(["step-started output step-ended host-task-ended", "step-started output"], written.Events);
    }

    [Fact]
    public void Output_of_a_step_that_goes_on_is_written_as_it_comes()
    {
        var written = new Writes();
        var events = new EventWriter(written, () => { });

        events.Hold(Started);
        events.Flush();
        events.Write(new Output("web1", OutputStream.Out, "a line\n"u8.ToArray()));

        Assert.Equal(["step-started", "output"], written.Events);
    }

    [Fact]
    public void It_is_written_alone_when_the_step_goes_on_and_then_not_again()
    {
        var written = new Writes();
        var events = new EventWriter(written, () => { });

        events.Hold(Started);
        events.Flush();
        events.Flush();

        Assert.Equal(["step-started"], written.Events);
    }

    [Fact]
    public async Task A_command_that_lasts_is_told_of_while_it_runs()
    {
        await using var host = await RealHost.OpenAsync();
        var flag = host["told"];

        var result = await host.Session.RunAsync(
            new RemoteCommand($"until [ -e {flag} ]; do sleep 0.01; done") { Lasts = () => File.WriteAllText(flag, ""), Timeout = TimeSpan.FromMinutes(1) },
            (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess);
    }

    [Fact]
    public async Task A_command_step_starts_held_and_lets_go_of_it_when_it_lasts()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = host.Scene();
        scene.OnFlush = () => File.WriteAllText(host["told"], "");

        Assert.Equal(Outcome.Done, await scene.RunAsync(new RunStep(HostScene.Place, $"until [ -e {host["told"]} ]; do sleep 0.01; done") { Timeout = TimeSpan.FromMinutes(1) }));

        Assert.Equal([nameof(StepStarted)], scene.Held.Select(happened => happened.GetType().Name));
    }

    /// <summary>A stream that keeps what each single write brought.</summary>
    private sealed class Writes : MemoryStream
    {
        public List<string> Events { get; } = [];

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => Events.Add(string.Join(
            ' ', Encoding.UTF8.GetString(buffer).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('"')[3])));
    }
}
