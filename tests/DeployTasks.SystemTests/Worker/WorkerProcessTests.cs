using System.Collections.Immutable;
using System.Text;
using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.SystemTests.Worker;

public class WorkerProcessTests
{
    private const int Kill = 9;

    // Generous: this is said to take a second, on a machine that does nothing else.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task It_says_who_it_is_connects_and_answers_each_assignment()
    {
        await using var worker = await WorkerUnderTest.StartAsync();
        Assert.Equal(("web1", WireVersion.Own), Words(await worker.HearAsync<WorkerStarted>()));
        await worker.SendAsync(new Connect());
        await worker.HearAsync<HostConnected>();
        await worker.AssignAsync(Run("echo one"));
        Assert.Equal("one\n", Encoding.UTF8.GetString((await worker.HearAsync<Output>()).Bytes.Span));
        var ended = await worker.HearAsync<HostTaskEnded>();
        Assert.Equal((1, Outcome.Done), (ended.Assignment, ended.Outcome));

        static (string, string) Words(WorkerStarted started) => (started.Host, started.Version);
    }

    [Fact]
    public async Task What_a_task_changed_is_saved_before_it_is_ended_also_when_it_failed()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        Assert.False((await worker.RunAsync(Run("echo v1") with { Output = "version" }, Run("exit 3"))).IsSuccess);
        Assert.Equal(new Text("v1"), worker.Settings["version"]);
        Assert.True((await worker.RunAsync(Run("test {{version}} = v1"))).IsSuccess);
    }

    [Fact]
    public async Task A_setting_that_is_fixed_is_refused_and_the_worker_works_on()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        var refused = await worker.RunAsync(Run("echo elsewhere") with { Output = "hostname" });
        Assert.Equal("DT3043", refused.Error!.Code);
        Assert.True((await worker.RunAsync(Run("true"))).IsSuccess);
    }

    [Fact]
    public async Task A_question_without_an_answer_fails_with_its_own_exit_code()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        var outcome = await worker.RunAsync(new PromptStep(WorkerUnderTest.Place, PromptKind.Ask, "branch", "Branch?"));
        Assert.Equal(("DT6040", ExitCode.Unanswered), (outcome.Error!.Code, outcome.Error.Exit));
        Assert.True((await worker.RunAsync(Run("true"))).IsSuccess);
    }

    [Fact]
    public async Task The_end_of_stdin_ends_an_idle_worker_well()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        worker.EndInput();
        var (code, took) = await worker.ExitAsync();
        Assert.Equal(0, code);
        Assert.True(took < Soon, $"took {took}");
    }

    [Fact]
    public async Task A_goodbye_that_breaks_does_not_abort_a_worker()
    {
        // No file has such a name, and not even deleting it is possible.
        await using var worker = await WorkerUnderTest.StartAsync(
            host: ImmutableSortedDictionary<string, Value>.Empty.Add("ssh_folder", new Text("/tmp/no\0folder")));
        await worker.SendAsync(new Connect());
        Assert.False((await worker.HearAsync<HostTaskEnded>()).Outcome.IsSuccess);
        worker.EndInput();
        Assert.Equal(0, (await worker.ExitAsync()).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_stdin_ends_a_step_that_ignores_signals_and_all_it_started(bool locally)
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        await worker.AssignAsync(Stubborn(worker) with { Locally = locally });
        await worker.UntilMarkedAsync(2);
        worker.EndInput();
        var (_, took) = await worker.ExitAsync();
        Assert.True(took < Soon, $"took {took}");
        await worker.UntilMarkedAsync(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_that_is_killed_takes_its_step_with_it(bool locally)
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        await worker.AssignAsync(Stubborn(worker) with { Locally = locally });
        await worker.UntilMarkedAsync(2);
        LabProcess.Signal(worker.Pid, Kill);
        await worker.UntilMarkedAsync(0);
    }

    [Fact]
    public async Task A_cancel_ends_the_step_with_its_exit_code_and_the_failure_plan_still_runs()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        await worker.AssignAsync(Stubborn(worker) with { AllowFailure = true }, Run("echo never"));
        await worker.UntilMarkedAsync(2);
        await worker.SendAsync(new Cancel(ExitCode.Terminated));
        var outcome = (await worker.HearAsync<HostTaskEnded>()).Outcome;
        Assert.Equal(("DT5025", ExitCode.Terminated), (outcome.Error!.Code, outcome.Error.Exit));
        await worker.UntilMarkedAsync(0);
        Assert.True((await worker.RunAsync(Run("true"))).IsSuccess);
    }

    [Fact]
    public async Task A_time_out_ends_the_step_and_all_it_started()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        var outcome = await worker.RunAsync(Stubborn(worker) with { Timeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(("DT5022", ExitCode.TimedOut), (outcome.Error!.Code, outcome.Error.Exit));
        await worker.UntilMarkedAsync(0);
        Assert.True((await worker.RunAsync(Run("true"))).IsSuccess);
    }

    [Fact]
    public async Task Without_its_master_a_worker_says_so_and_ends()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        await worker.StopServerAsync();
        await worker.AssignAsync(Run("true"));
        Assert.Equal("DT3041", (await worker.HearAsync<HostLost>()).Error.Code);
        Assert.Equal(8, (await worker.ExitAsync()).Code);
    }

    [Fact]
    public async Task Garbage_on_stdin_ends_a_worker()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        await worker.WriteAsync("{\"command\":\"assignment\",\"number\":1}\n"u8.ToArray());
        Assert.Equal(8, (await worker.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_worker_whose_parent_is_gone_ends_though_its_stdin_is_open()
    {
        await using var worker = await WorkerUnderTest.StartAsync(before: ["sh", "-c", "exec 3<&0; \"$@\" <&3 & read -r go", "sh"]);
        await worker.HearAsync<WorkerStarted>();
        LabProcess.Signal(worker.Pid, Kill);
        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.HearAsync<HostConnected>()).WaitAsync(Soon);
    }

    [Fact]
    public async Task The_proxy_of_the_machine_is_never_asked()
    {
        // Nobody listens there: a worker that followed one of these would be lost.
        await using var worker = await WorkerUnderTest.ConnectedAsync(configure: info =>
        {
            foreach (var name in (string[])["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"])
            {
                info.Environment[name] = "http://127.0.0.1:9/";
            }
        });
        Assert.True((await worker.RunAsync(Run("true"))).IsSuccess);
    }

    [Fact]
    public async Task Broken_pipes_end_local_commands_as_in_any_shell()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync();
        var outcome = await worker.RunAsync(
            Run("bash -c 'set -o pipefail; yes | head -n 1; test ${PIPESTATUS[0]} = 141'") with { Locally = true });
        Assert.Equal(Outcome.Done, outcome);
    }

    [Fact]
    public async Task A_build_that_started_us_leaves_nothing_in_the_environment_of_local_commands()
    {
        await using var worker = await WorkerUnderTest.ConnectedAsync(configure: info =>
        {
            info.Environment["MSBuildSDKsPath"] = "/somewhere";
            info.Environment["MSBUILDFAILONDRIVEENUMERATINGWILDCARD"] = "1";
            info.Environment["DOTNET_HOST_PATH"] = "/somewhere/dotnet";
            info.Environment["DOTNET_CLI_HOME"] = "/home/ci";
        });
        var outcome = await worker.RunAsync(Run("env | grep -iE '^(MSBUILD|DOTNET_(CLI_HOME|HOST))'") with { Locally = true, Output = "left" });
        Assert.Equal(Outcome.Done, outcome);
        Assert.Equal(new Text("DOTNET_CLI_HOME=/home/ci"), worker.Settings["left"]);
    }

    /// <summary>Two processes that TERM does not end.</summary>
    private static RunStep Stubborn(WorkerUnderTest worker) =>
        Run($"trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 1; done' sh {worker.Marker} & sh -c 'while :; do sleep 1; done' sh {worker.Marker}");

    private static RunStep Run(string command) => new(WorkerUnderTest.Place, command);
}
