using DeployTasks.Events;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public class LiveTableTests
{
    [Fact]
    public void A_row_says_what_its_host_does_now()
    {
        var row = new HostRow("web1")
            .After(new StepStarted("web1", "deploy:upload", 1, "upload web\nmore") { At = TimeSpan.FromSeconds(2) })
            .After(new Progress("web1", "web.tar.gz", 5_000_000, 10_000_000));

        Assert.Equal(new HostRow("web1") { Task = "deploy:upload", Step = "upload web", Progress = "50% of 10.0 MB", Since = TimeSpan.FromSeconds(2) }, row);
        Assert.Equal("done", row.After(new HostEnded("web1", Outcome.Done, TimeSpan.Zero)).Step);
    }

    [Fact]
    public void The_table_goes_away_and_the_lines_stay()
    {
        using var terminal = new StringWriter();
        using (var table = new LiveTable(new ConsoleStyle(Verbosity.Normal, Paint.None, ForMsBuild: false), terminal))
        {
            ScriptedRun.Play(table);
            table.Stop();
        }

        Assert.Contains("failed after 5.2s, exit code 1", terminal.ToString());
    }

    [Fact]
    public void It_steps_aside_for_a_question_and_comes_back()
    {
        using var terminal = new StringWriter();
        using var table = new LiveTable(new ConsoleStyle(Verbosity.Normal, Paint.None, ForMsBuild: false), terminal);
        table.Handle(new RunStarted("r", ["deploy"], ["web1"]));

        table.Stop();
        table.Start();
        table.Handle(new RunEnded(ExitCode.Done, TimeSpan.Zero));

        Assert.Contains("done in", terminal.ToString());
    }
}
