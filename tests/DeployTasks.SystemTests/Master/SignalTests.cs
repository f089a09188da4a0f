using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Master;

public class SignalTests
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    private const string Recipe = """
        hosts:
          web1: { connection: local, deploy_path: /tmp/unused }
          web2: { connection: local, deploy_path: /tmp/unused }
        tasks:
          work:
            steps:
              - run: sleep MARKER
          tidy:
            steps:
              - run: echo tidied {{alias}}
        fail:
          work: [tidy]
        """;

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    [InlineData(Hangup, 143)]
    public async Task A_signal_ends_the_steps_runs_the_failure_plan_and_exits_in_time(int signal, int exit)
    {
        await using var run = new ToolRun();
        run.Start(Recipe);
        await run.UntilMarkedAsync(2);
        var watch = Stopwatch.StartNew();
        run.Signal(signal);
        Assert.Equal(exit, await run.EndAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(7), $"it took {watch.Elapsed}");
        Assert.Contains("| tidied web1", run.Output);
        Assert.Contains("| tidied web2", run.Output);
        Assert.Empty(run.Marked());
    }

    [Fact]
    public async Task A_second_one_does_not_wait_for_the_failure_plan()
    {
        await using var run = new ToolRun();
        run.Start(Recipe.Replace("echo tidied {{alias}}", "'echo tidying; sleep MARKER'"));
        await run.UntilMarkedAsync(2);
        run.Signal(Interrupt);
        await run.UntilAsync(() => run.Output.Contains("| tidying", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(0.6), TestContext.Current.CancellationToken);
        run.Signal(Interrupt);
        Assert.Equal(130, await run.EndAsync());
        await run.UntilAsync(() => run.Marked().Count == 0);
    }

    [Fact]
    public async Task The_death_of_the_shell_that_started_it_is_a_cancel_too()
    {
        await using var run = new ToolRun();
        run.Start(Recipe, before: ["sh", "-c", "\"$@\"; exit", "sh"]);
        await run.UntilMarkedAsync(2);
        LabProcess.Signal(run.Pid, Kill);
        await run.UntilAsync(() => run.Marked().Count == 0 && run.Output.Contains("| tidied web2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_of_its_leash_is_a_cancel_too()
    {
        await using var run = new ToolRun();
        run.Start(Recipe, ["--leash"]);
        await run.UntilMarkedAsync(2);
        run.Input.Close();
        Assert.Equal(130, await run.EndAsync());
        Assert.Contains("| tidied web1", run.Output);
    }

    [Fact]
    public async Task Without_a_leash_an_empty_stdin_means_nothing()
    {
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("sleep 1"));
        run.Input.Close();
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task The_time_out_of_the_run_exits_with_6()
    {
        await using var run = new ToolRun();
        run.Start(Recipe, ["--timeout", "4s"]);
        Assert.Equal(6, await run.EndAsync());
        Assert.Contains("DT3010", run.Output);
        Assert.Empty(run.Marked());
    }
}
