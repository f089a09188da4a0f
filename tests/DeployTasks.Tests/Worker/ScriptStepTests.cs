using System.Collections.Immutable;
using System.Text;
using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class ScriptStepTests
{
    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_script_runs_while_we_watch_and_its_exit_code_comes_back(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("recipe/work.sh", "echo \"$1 $GREETING\"; exit 42\n");
        var scene = Scene(host);
        var error = await scene.FailAsync(new ScriptStep(host.Place)
        {
            File = "work.sh",
            Arguments = ["it's {{name}}"],
            Env = ImmutableSortedDictionary<string, string>.Empty.Add("GREETING", "hello"),
        });
        Assert.Equal("DT5020", error.Code);
        Assert.Equal(42, scene.Ended.Exit);
        Assert.Equal("it's web hello\n", string.Concat(scene.Events.OfType<Output>().Select(output => Encoding.UTF8.GetString(output.Bytes.Span))));
    }

    [Fact]
    public async Task A_value_in_an_inline_script_is_quoted_for_its_place()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = new HostScene(("name", Text.Literal("it's; exit 9")), ("scripts_path", new Text(host["scripts"]))) { Session = host.Session };
        Assert.Equal(Outcome.Done, await scene.RunAsync(new ScriptStep(host.Place) { Inline = "test {{name}} = \"it's; exit 9\"" }));
    }

    [Theory, MemberData(nameof(Folders))]
    public async Task The_folder_of_a_script_is_found_as_that_of_a_command(string kind, string cwd)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("it's here/.env", "A=file\n");
        var outcome = await Scene(host, ("dotenv", new Text("./.env"))).RunAsync(new ScriptStep(host.Place)
        {
            Inline = "test \"$PWD $A $B\" = \"$1 file step\"\n",
            Arguments = [host["it's here"]],
            Env = ImmutableSortedDictionary<string, string>.Empty.Add("HOME", host.Folder).Add("B", "step"),
            Cwd = cwd,
        });
        Assert.Equal(Outcome.Done, outcome);
    }

    public static TheoryData<string, string> Folders =>
        new(from kind in RealHost.Kinds from cwd in (string[])["~/it's here", "it's here"] select (kind.Data, cwd));

    [Fact]
    public async Task A_script_reads_the_dotenv_file_and_what_the_step_sets_wins()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write(".env", "A=file\nB=file\n");
        Assert.Equal(Outcome.Done, await Scene(host, ("dotenv", Text.Literal(host[".env"]))).RunAsync(new ScriptStep(host.Place)
        {
            Inline = "test \"$A $B\" = 'file step'\n",
            Env = ImmutableSortedDictionary<string, string>.Empty.Add("B", "step"),
        }));
    }

    [Theory]
    [InlineData("/usr/bin/env -S bash -eu", "echo {{x}}\n")]
    [InlineData("busybox sh", "echo {{x}}\n")]
    [InlineData("python3", "print(\"{{x}}\")\n")]
    [InlineData(null, "#!/usr/bin/env python3\nprint('{{x}}')\n")]
    [InlineData("pwsh", "Write-Output '{{x}}'\n")]
    [InlineData("fish", "echo '{{x}}'\n")]
    public async Task No_value_ever_ends_its_place_in_an_inline_script(string? interpreter, string script)
    {
        var scene = new HostScene(("x", Text.Literal("it's \"\n$(id)")));
        var outcome = await scene.RunAsync(new ScriptStep(HostScene.Place) { Inline = script, Interpreter = interpreter });
        if (outcome.IsSuccess)
        {
            Assert.Contains("echo 'it'\\''s \"\n$(id)'", scene.Host.Scripts.Single());
        }
        else
        {
            Assert.Equal("DT1029", outcome.Error!.Code);
            Assert.Empty(scene.Host.Commands);
        }
        Assert.Equal(script.StartsWith("echo {{", StringComparison.Ordinal), outcome.IsSuccess);
    }

    [Fact]
    public async Task A_script_in_another_language_takes_verbatim_what_its_author_vouches_for()
    {
        var scene = new HostScene(("x", new Text("1 + 1")));
        await scene.RunAsync(new ScriptStep(HostScene.Place) { Inline = "print({{x | raw}}, \"\\{{\")\n", Interpreter = "python3" });
        Assert.Contains("print(1 + 1, \"{{\")", scene.Host.Scripts.Single());
    }

    [Fact]
    public async Task A_value_in_the_name_of_the_interpreter_is_one_word()
    {
        var scene = new HostScene(("php", Text.Literal("/opt/php 8;id")));
        await scene.RunAsync(new ScriptStep(HostScene.Place) { Inline = "x\n", Interpreter = "{{php}} -n" });
        Assert.Contains("exec '/opt/php 8;id' -n \"$@\"", scene.Host.Scripts.Single());
    }

    [Fact]
    public async Task A_detached_script_is_waited_for_by_its_name()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = Scene(host);
        Assert.Equal(Outcome.Done, await scene.RunAsync(
            new ScriptStep(host.Place) { Inline = "sleep 0.3; echo done; exit 7", Detach = true, Name = "job" }));
        var error = await scene.FailAsync(new WaitStep(host.Place, "job"));
        Assert.Equal("DT7005", error.Code);
        Assert.Contains("exit code 7", error.What);
    }

    [Fact]
    public async Task Its_id_is_a_setting_that_waits_for_it_and_for_no_other_of_the_name()
    {
        await using var host = await RealHost.OpenAsync();
        var own = Scene(host);
        await own.RunAsync(new ScriptStep(host.Place) { Inline = "exit 7", Detach = true, Name = "job" });
        var id = own.Settings.Text("script_id");
        var other = host.Scene(("scripts_path", Text.Literal(host["scripts"])), ("run_id", new Text("r2")));
        await other.RunAsync(new ScriptStep(host.Place) { Inline = "exit 8", Detach = true, Name = "job" });

        var later = host.Scene(("scripts_path", Text.Literal(host["scripts"])), ("run_id", new Text("r3")), ("job", Text.Literal(id)));

        Assert.Equal("job-r1", id);
        Assert.Contains("exit code 7", (await later.FailAsync(new WaitStep(host.Place, "{{job}}"))).What);
        Assert.Contains("exit code 8", (await other.FailAsync(new WaitStep(host.Place, "job"))).What);
    }

    [Fact]
    public async Task The_script_of_the_own_run_is_waited_for_though_another_run_started_one_of_that_name_later()
    {
        await using var host = await RealHost.OpenAsync();
        var own = Scene(host);
        var other = host.Scene(("scripts_path", Text.Literal(host["scripts"])), ("run_id", new Text("r2")));
        await own.RunAsync(new ScriptStep(host.Place) { Inline = "exit 7", Detach = true, Name = "job" });
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        await other.RunAsync(new ScriptStep(host.Place) { Inline = "exit 8", Detach = true, Name = "job" });
        Assert.Contains("exit code 7", (await own.FailAsync(new WaitStep(host.Place, "job"))).What);
        Assert.Contains("exit code 8", (await other.FailAsync(new WaitStep(host.Place, "job"))).What);
    }

    [Fact]
    public async Task A_wait_that_takes_too_long_is_given_up_and_the_script_lives_on()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = Scene(host);
        await scene.RunAsync(new ScriptStep(host.Place) { Inline = "sleep 2; touch finished", Detach = true, Name = "job", Cwd = host.Folder });
        var error = await scene.FailAsync(new WaitStep(host.Place, "job") { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(("DT5028", ExitCode.TimedOut), (error.Code, error.Exit));
        Assert.Equal(Outcome.Done, await scene.RunAsync(new WaitStep(host.Place, "job")));
        Assert.True(File.Exists(host["finished"]));
    }

    [Fact]
    public async Task A_wait_that_ends_with_the_run_says_that_the_script_lives_on()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = Scene(host);
        await scene.RunAsync(new ScriptStep(host.Place) { Inline = "sleep 60", Detach = true, Name = "job" });
        using var run = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var error = (await scene.RunAsync(run.Token, new WaitStep(host.Place, "job"))).Error!;
        Assert.Equal(("DT5028", ExitCode.Interrupted), (error.Code, error.Exit));
        await scene.RunAsync(new JobStep(host.Place, JobAction.Stop) { Job = "job" });
    }

    [Fact]
    public async Task A_wait_may_be_longer_than_a_timer_can_bear()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = Scene(host);
        await scene.RunAsync(new ScriptStep(host.Place) { Inline = "true", Detach = true, Name = "job" });
        Assert.Equal(Outcome.Done, await scene.RunAsync(new WaitStep(host.Place, "job") { Timeout = TimeSpan.FromDays(366) }));
    }

    [Fact]
    public async Task A_host_that_cannot_keep_an_address_to_call_is_not_asked_again_and_again()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = Scene(host);
        await scene.RunAsync(new ScriptStep(host.Place) { Inline = "sleep 2", Detach = true, Name = "job" });
        Directory.CreateDirectory(Path.Combine(Directory.EnumerateDirectories(host["scripts"], "job-r1", SearchOption.AllDirectories).Single(), "callback.new"));
        var before = host.Session.RoundTrips;
        Assert.Equal(Outcome.Done, await scene.RunAsync(new WaitStep(host.Place, "job")));
        Assert.InRange(host.Session.RoundTrips - before, 1, 10);
    }

    [Fact]
    public async Task A_script_file_that_is_not_there_is_named()
    {
        await using var host = await RealHost.OpenAsync();
        var error = await Scene(host).FailAsync(new ScriptStep(host.Place) { File = "nothing.sh" });
        Assert.Equal("DT7013", error.Code);
        Assert.Contains(host["recipe/nothing.sh"], error.What);
    }

    [Fact]
    public async Task A_host_that_cannot_take_a_script_says_why()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = host.Scene(("scripts_path", Text.Literal("/proc/nothing")));
        var error = await scene.FailAsync(new ScriptStep(host.Place) { Inline = "true\n", Detach = true, Name = "job" });
        Assert.Equal("DT7001", error.Code);
        Assert.Contains("/proc/nothing", error.What);
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_script_whose_time_is_over_while_we_watch_is_stopped_not_lost(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        var scene = Scene(host);
        var error = await scene.FailAsync(new ScriptStep(host.Place) { Inline = "sleep 60\n", Timeout = TimeSpan.FromSeconds(3) });
        Assert.Equal("DT5022", error.Code);
        var status = Directory.EnumerateFiles(host["scripts"], "status", SearchOption.AllDirectories).Single();
        Assert.Contains("\"state\":\"stopped\",\"exit\":143", await File.ReadAllTextAsync(status));
    }

    [Fact]
    public async Task An_empty_name_is_no_script_though_there_is_only_one()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = Scene(host);
        await scene.RunAsync(new ScriptStep(host.Place) { Inline = "true", Detach = true, Name = "job" });
        Assert.Equal("DT7003", (await scene.FailAsync(new WaitStep(host.Place, ""))).Code);
        Assert.Equal("DT7003", (await scene.FailAsync(new JobStep(host.Place, JobAction.Stop) { Job = "" })).Code);
    }

    [Fact]
    public async Task A_script_that_this_run_could_not_start_is_no_older_one_of_its_name()
    {
        await using var host = await RealHost.OpenAsync();
        var earlier = host.Scene(("scripts_path", Text.Literal(host["scripts"])), ("run_id", new Text("r0")));
        Assert.Equal(Outcome.Done, await earlier.RunAsync(new ScriptStep(host.Place) { Inline = "true", Name = "job" }));
        Assert.Equal(Outcome.Done, await earlier.RunAsync(new WaitStep(host.Place, "job")));
        Directory.CreateDirectory(host["scripts/web1/job-r1"]);
        var scene = Scene(host);
        Assert.Equal("DT7002", (await scene.FailAsync(new ScriptStep(host.Place) { Inline = "true", Detach = true, Name = "job" })).Code);
        Assert.Equal("DT7003", (await scene.FailAsync(new WaitStep(host.Place, "job"))).Code);
    }

    [Fact]
    public async Task Who_names_a_script_of_another_run_is_told_which_one_is_meant()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = Scene(host);
        await scene.RunAsync(new ScriptStep(host.Place) { Inline = "true", Detach = true, Name = "job" });
        await scene.RunAsync(new WaitStep(host.Place, "job"));
        Assert.Empty(scene.Events.OfType<Said>());
        var later = host.Scene(("scripts_path", Text.Literal(host["scripts"])), ("run_id", new Text("r2")));
        await later.RunAsync(new WaitStep(host.Place, "job"));
        await later.RunAsync(new JobStep(host.Place, JobAction.Logs) { Job = "job" });
        Assert.Equal(["job-r1 was started last", "job-r1 was started last"], later.Events.OfType<Said>().Select(said => said.Text));
    }

    [Fact]
    public async Task A_script_file_from_a_checkout_on_Windows_runs()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("recipe/work.sh", "\uFEFF#!/bin/sh\r\ntest \"$1\" = hello\r\n");
        Assert.Equal(Outcome.Done, await Scene(host).RunAsync(new ScriptStep(host.Place) { File = "work.sh", Arguments = ["hello"] }));
    }

    private static HostScene Scene(RealHost host, params (string Name, Value Value)[] more) =>
        host.Scene([("scripts_path", Text.Literal(host["scripts"])), ("name", new Text("web")), .. more]);
}
