using DeployTasks.Events;
using DeployTasks.Tool.Outputs;
using Spectre.Console;
using Progress = DeployTasks.Events.Progress;

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
            table.StepAside();
        }

        Assert.Contains("failed after 5.2s, exit code 1", terminal.ToString());
    }

    [Fact]
    public void It_steps_aside_for_a_question_and_comes_back()
    {
        using var terminal = new StringWriter();
        using var table = new LiveTable(new ConsoleStyle(Verbosity.Normal, Paint.None, ForMsBuild: false), terminal);
        table.Handle(new RunStarted("r", ["deploy"], ["web1"]));

        table.StepAside();
        table.ComeBack();
        table.Handle(new RunEnded(ExitCode.Done, TimeSpan.Zero));

        Assert.Contains("done in", terminal.ToString());
    }

    [Fact]
    public void Lines_wait_while_a_question_stands()
    {
        using var terminal = new StringWriter();
        using var table = new LiveTable(new ConsoleStyle(Verbosity.Output, Paint.None, ForMsBuild: false), terminal);
        table.Handle(new RunStarted("r", ["deploy"], ["web1"]));

        table.StepAside();
        table.Handle(new Said(null, SaidLevel.Warning, "look here"));
        Assert.DoesNotContain("look here", terminal.ToString());
        table.ComeBack();

        Assert.Contains("look here", terminal.ToString());
    }

    [Fact]
    public void A_narrow_terminal_cuts_what_a_row_says()
    {
        var table = Drawn(width: 30, height: 24, hosts: 1);

        Assert.Equal(2, table.Length);
        Assert.Contains("…", table[1]);
        Assert.All(table, line => Assert.InRange(line.TrimEnd().Length, 1, 30));
    }

    [Fact]
    public void A_low_terminal_shows_the_hosts_at_work_and_how_many_more_there_are()
    {
        var table = Drawn(width: 80, height: 10, hosts: 50);

        Assert.Equal(9, table.Length);
        Assert.StartsWith("host", table[0].Trim());
        Assert.StartsWith("web50", table[1].Trim());
        Assert.StartsWith("… and 43 more", table[^1].Trim());
    }

    // The last of the hosts is at work.
    private static string[] Drawn(int width, int height, int hosts)
    {
        using var table = new LiveTable(new ConsoleStyle(Verbosity.Quiet, Paint.None, ForMsBuild: false), Screen(TextWriter.Null, width, height));
        table.Handle(new RunStarted("r", ["deploy"], [.. Enumerable.Range(1, hosts).Select(number => $"web{number}")]));
        table.Handle(new StepStarted($"web{hosts}", "deploy:upload", 1, "uploads a tree of files that is larger than any line"));
        using var drawn = new StringWriter();
        Screen(drawn, width, height).Write(table.Table());
        return drawn.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IAnsiConsole Screen(TextWriter to, int width, int height)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(to) });
        (console.Profile.Width, console.Profile.Height) = (width, height);
        return console;
    }
}
