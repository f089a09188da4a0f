using System.Collections.Immutable;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class RunStepTests
{
    private static readonly ImmutableSortedDictionary<string, string> NoVariables = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public async Task A_value_is_quoted_for_the_place_it_stands_in()
    {
        var scene = new HostScene(("name", Text.Literal("it's; rm -rf /")));
        await scene.RunAsync(Run("echo {{name}}"));
        Assert.Equal(@"echo 'it'\''s; rm -rf /'", scene.Host.Commands.Single().Script);
    }

    [Fact]
    public async Task Folder_user_and_times_are_those_of_the_step()
    {
        var scene = new HostScene(("app", new Text("my app")), ("become", new Text("root")));
        await scene.RunAsync(Run("id") with
        {
            Cwd = "/srv/{{app}}",
            As = "deploy",
            Timeout = TimeSpan.FromSeconds(3),
            IdleTimeout = TimeSpan.FromSeconds(2),
        });
        var command = scene.Host.Commands.Single();
        Assert.Equal(("/srv/my app", "deploy"), (command.Cwd, command.As));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2)), (command.Timeout, command.IdleTimeout));
    }

    [Fact]
    public async Task Without_a_word_the_settings_become_and_default_timeout_count()
    {
        var scene = new HostScene(("become", new Text("root")), ("default_timeout", new Text("0")));
        await scene.RunAsync(Run("id"));
        Assert.Equal(("root", TimeSpan.Zero), (scene.Host.Commands.Single().As, scene.Host.Commands.Single().Timeout));
    }

    [Fact]
    public async Task Without_any_word_a_step_may_take_ten_minutes_as_the_login_user()
    {
        var scene = new HostScene();
        await scene.RunAsync(Run("id"));
        Assert.Equal((null, TimeSpan.FromMinutes(10)), (scene.Host.Commands.Single().As, scene.Host.Commands.Single().Timeout));
    }

    [Fact]
    public async Task The_environment_is_the_setting_then_the_step_then_its_secrets()
    {
        var common = ImmutableSortedDictionary<string, Value>.Empty
            .Add("A", new Text("common {{name}}")).Add("B", new Text("common")).Add("C", new Number("1"));
        var scene = new HostScene(("env", new Map(common)), ("name", new Text("x")), ("password", new Secret("hunter22")));
        await scene.RunAsync(Run("env") with
        {
            Env = NoVariables.Add("B", "step").Add("D", "{{name}}"),
            Secrets = NoVariables.Add("D", "{{password}}"),
        });
        var env = scene.Host.Commands.Single().Env;
        Assert.Equal(("common x", "step", "1", "hunter22"), (env["A"], env["B"], env["C"], env["D"]));
        Assert.DoesNotContain("hunter22", scene.Host.Commands.Single().Script);
    }

    [Fact]
    public async Task What_a_forgiven_command_printed_before_it_failed_is_kept_like_any_other()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = host.Scene();
        Assert.Equal(Outcome.Done, await scene.RunAsync(Run("echo half; exit 3") with { Output = "seen", AllowFailure = true }));
        Assert.Equal("half", scene.Settings.Text("seen"));
        await scene.FailAsync(Run("echo other; exit 3") with { Output = "seen" });
        Assert.Equal("half", scene.Settings.Text("seen"));
    }

    [Fact]
    public async Task The_dotenv_file_is_read_on_the_host_and_the_step_wins_over_it()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("it's .env", "A=file\nB=file\nC=file\n");
        var common = ImmutableSortedDictionary<string, Value>.Empty.Add("A", new Text("common")).Add("D", new Text("common"));
        var scene = host.Scene(("dotenv", Text.Literal(host["it's .env"])), ("env", new Map(common)));
        await scene.RunAsync(Run("sh -c 'echo $A $B $C $D'") with
        {
            Env = NoVariables.Add("B", "step's"),
            Secrets = NoVariables.Add("C", "secret"),
            Output = "seen",
        });
        Assert.Equal("file step's secret common", scene.Settings.Text("seen"));
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_relative_dotenv_lies_in_the_folder_of_the_command(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("app/.env", "A=file\n");
        Assert.Equal(Outcome.Done, await host.Scene(("dotenv", new Text(".env"))).RunAsync(Run("test $A = file") with { Cwd = host["app"] }));
    }

    [Fact]
    public async Task A_local_command_runs_as_whoever_deploys_and_without_the_dotenv_of_the_host()
    {
        var scene = new HostScene(("become", new Text("shop")), ("dotenv", new Text("/srv/shop/.env")));
        await scene.RunAsync(Run("make") with { Locally = true }, Run("make") with { Locally = true, As = "builder" });
        Assert.Equal([(null, "make"), ("builder", "make")], scene.ThisMachine.Commands.Select(command => (command.As, command.Script)));
    }

    [Theory]
    [InlineData("my-var", "DT1013", "no name of an environment variable")]
    [InlineData("LD_PRELOAD", "DT1013", "somebody else's code")]
    public async Task A_variable_that_a_task_has_set_is_judged_like_a_written_one(string name, string code, string says)
    {
        var scene = new HostScene(("env", new Map(ImmutableSortedDictionary<string, Value>.Empty.Add(name, new Text("x")))));
        var error = await scene.FailAsync(Run("true"));
        Assert.Equal((code, ExitCode.StepFailed), (error.Code, error.Exit));
        Assert.Contains(says, error.What);
        Assert.Empty(scene.Host.Commands);
    }

    [Fact]
    public async Task What_loads_code_is_permitted_by_the_setting_for_it()
    {
        var scene = new HostScene(
            ("env", new Map(ImmutableSortedDictionary<string, Value>.Empty.Add("LD_PRELOAD", new Text("x")))), ("allow_loader_env", new Flag(true)));
        Assert.Equal(Outcome.Done, await scene.RunAsync(Run("true")));
    }

    [Fact]
    public async Task An_env_that_is_no_map_is_refused_not_left_out()
    {
        var error = await new HostScene(("env", new Text("A=b"))).FailAsync(Run("true"));
        Assert.Equal("DT1034", error.Code);
        Assert.Contains("'env'", error.What);
    }

    [Fact]
    public async Task Output_becomes_a_setting_that_is_never_expanded()
    {
        var scene = new HostScene();
        scene.Host.Answer("git", "v1.2 {{deploy_path}}\n\n");
        await scene.RunAsync(Run("git describe") with { Output = "version" });
        Assert.Equal("v1.2 {{deploy_path}}", scene.Settings.Text("version"));
        Assert.Equal("version", Assert.Single(scene.Saved.Single().Changed).Key);
    }

    [Theory]
    [InlineData("token=hunter22 ok")]
    [InlineData("aHVudGVyMjI=")]
    [InlineData("0x hunter%202%202")]
    public async Task Output_that_holds_a_secret_in_any_shape_is_one(string printed)
    {
        var scene = new HostScene(("password", new Secret("hunter22")), ("other", new Secret("hunter 2 2")));
        scene.Host.Answer("login", printed + "\n");
        await scene.RunAsync(Run("login") with { Output = "token" }, Run("hostname") with { Output = "name" });
        Assert.Equal(new Secret(printed), scene.Settings.Find("token"));
        Assert.IsType<Text>(scene.Settings.Find("name"));
        Assert.Equal(["token"], scene.Saved[0].Changed.Keys);
    }

    [Fact]
    public async Task Secrets_of_a_step_that_only_the_run_knows_are_told_once_before_it_runs()
    {
        var scene = new HostScene();
        scene.Host.Answer("fetch", "swordfish\n");
        var saved = new List<int>();
        scene.OnEvent = happened => saved.Add(happened is Output ? scene.Saved.Count : 0);
        var use = Run("use") with { Secrets = NoVariables.Add("TOKEN", "{{token}}") };

        await scene.RunAsync(Run("fetch") with { Output = "token" }, use, use, Run("fetch") with { Output = "again" });

        Assert.Equal(new Secret("swordfish"), Assert.Single(scene.Saved, told => !told.Hidden.IsEmpty).Hidden["TOKEN"]);
        Assert.Equal("swordfish", scene.Host.Commands[1].Env["TOKEN"]);
        Assert.Equal(new Secret("swordfish"), scene.Settings.Find("again"));
    }

    [Fact]
    public async Task Output_that_is_too_long_for_a_setting_is_refused()
    {
        var scene = new HostScene();
        scene.Host.Answer("cat", new string('x', 64 * 1024 + 1));
        Assert.Equal("DT5027", (await scene.FailAsync(Run("cat big") with { Output = "big" })).Code);
        Assert.Empty(scene.Saved);
    }

    [Fact]
    public async Task Output_is_passed_on_byte_for_byte_and_stream_for_stream()
    {
        var scene = new HostScene();
        scene.Host.Answer("x", new RemoteResult(RemoteEnd.Exited, 0, [0, 255, 10], [13, 10]));
        await scene.RunAsync(Run("x"));
        var output = scene.Events.OfType<Output>().ToArray();
        Assert.Equal([0, 255, 10], output[0].Bytes.ToArray());
        Assert.Equal((OutputStream.Out, OutputStream.Error), (output[0].Stream, output[1].Stream));
    }

    [Theory]
    [InlineData(1, "DT5020", "exit code 1")]
    [InlineData(42, "DT5020", "exit code 42")]
    [InlineData(127, "DT5020", "exit code 127")]
    [InlineData(255, "DT5020", "exit code 255")]
    public async Task An_exit_code_is_the_commands_own(int exit, string code, string says)
    {
        var scene = new HostScene();
        scene.Host.Answer("make", exit: exit, error: "no such thing\n");
        var error = await scene.FailAsync(Run("make\nit so"));
        Assert.Equal((code, ExitCode.StepFailed), (error.Code, error.Exit));
        Assert.Contains(says, error.What);
        Assert.Equal("no such thing", error.Detail);
        Assert.Equal((HostScene.Place, "web1", "build"), (error.Place, error.Host, error.Task));
        Assert.Equal(exit, scene.Ended.Exit);
    }

    [Fact]
    public async Task A_signal_is_named()
    {
        var scene = new HostScene();
        scene.Host.Answer("x", new RemoteResult(RemoteEnd.Signalled, 137, [], []));
        var error = await scene.FailAsync(Run("x"));
        Assert.Equal("DT5021", error.Code);
        Assert.Contains("SIGKILL", error.What);
        Assert.Equal(("SIGKILL", 137), (scene.Ended.Signal, scene.Ended.Exit));
    }

    [Theory]
    [InlineData(RemoteEnd.TimedOut, "DT5022", ExitCode.TimedOut)]
    [InlineData(RemoteEnd.IdleTimedOut, "DT5023", ExitCode.TimedOut)]
    [InlineData(RemoteEnd.ConnectionLost, "DT5006", ExitCode.Unreachable)]
    [InlineData(RemoteEnd.Cancelled, "DT5025", ExitCode.Interrupted)]
    public async Task Every_other_end_has_a_code_of_its_own(RemoteEnd end, string code, ExitCode exit)
    {
        var scene = new HostScene();
        scene.Host.Answer("x", new RemoteResult(end, null, [], []));
        var error = await scene.FailAsync(Run("x"));
        Assert.Equal((code, exit), (error.Code, error.Exit));
    }

    [Fact]
    public async Task A_failure_shows_the_last_lines_of_both_streams_only()
    {
        var scene = new HostScene();
        scene.Host.Answer("x", string.Concat(Enumerable.Range(1, 500).Select(i => $"line {i}\n")), exit: 1, error: "the end\n");
        var lines = (await scene.FailAsync(Run("x"))).Detail.Split('\n');
        Assert.Equal(20, lines.Length);
        Assert.Equal(("line 482", "the end"), (lines[0], lines[^1]));
    }

    [Theory]
    [InlineData("", "hunter22")]
    [InlineData("more\n", "more")]
    public async Task A_failure_shows_no_half_of_a_secret_that_its_last_bytes_begin_with(string then, string end)
    {
        const int Kept = 4096;
        var scene = new HostScene(("password", new Secret("hunter22")));
        var half = "ter22" + new string('.', Kept - 5 - then.Length - "hunter22".Length) + "hunter22";
        scene.Host.Answer("x", "hun" + half + then, exit: 1);
        var detail = (await scene.FailAsync(Run("x"))).Detail;
        Assert.DoesNotContain("ter22.", detail);
        Assert.EndsWith(end, detail);
        Assert.True(detail.Length > Kept / 2);
    }

    [Fact]
    public async Task Locally_runs_on_this_machine_in_the_folder_of_the_recipe()
    {
        var scene = new HostScene();
        await scene.RunAsync(Run("npm ci") with { Locally = true }, Run("npm test") with { Locally = true, Cwd = "web" });
        Assert.Empty(scene.Host.Commands);
        Assert.Equal(["/srv/app", "/srv/app/web"], scene.ThisMachine.Commands.Select(command => command.Cwd));
    }

    [Fact]
    public async Task A_missing_setting_fails_the_step_and_not_the_worker()
    {
        var scene = new HostScene();
        var error = await scene.FailAsync(Run("echo {{nmae}}"));
        Assert.Equal(HostScene.Place, error.Place);
        Assert.Empty(scene.Host.Commands);
    }

    private static RunStep Run(string command) => new(HostScene.Place, command);
}
