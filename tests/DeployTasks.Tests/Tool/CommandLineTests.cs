using System.Text.Json;
using DeployTasks.Events;
using DeployTasks.Tests.Support;
using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

public sealed class CommandLineTests : IDisposable
{
    private const string Recipe = """
        config:
          deploy_path: /srv/app
          db_password: { secret: DB_PASSWORD }
          dsn: "user={{remote_user}}"
        hosts:
          web[1:2]:
            hostname: "{{alias}}.example.com"
            remote_user: deploy
            labels: { role: web }
          db1:
            connection: local
        tasks:
          hello:
            desc: Says hello
            steps:
              - ask: Which branch?
                key: branch
              - run: echo {{branch}}
          deploy:
            - hello
        """;

    private static readonly string[] Commands =
    [
        "run", "plan", "exec", "check", "rollback", "releases", "status", "history", "lock", "unlock", "tasks", "hosts", "config", "ssh", "init", "validate", "schema", "completion",
        "script", "script start", "script wait", "script list", "script status", "script logs", "script stop", "script clean", "listen",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("dt-cli").FullName;
    private readonly Dictionary<string, string> _environment = new() { ["DB_PASSWORD"] = "hunter22", ["CI"] = "true" };
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public CommandLineTests() => File.WriteAllText(Path.Combine(_folder, "deploy.yaml"), Recipe);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(params string[] args) => RunInAsync(_folder, args);

    private Task<int> RunInAsync(string folder, params string[] args) => CommandLine.RunAsync(args, new Surroundings(_out, _error, folder)
    {
        Environment = _environment,
    });

    public static TheoryData<string> AllCommands() => new(Commands);

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task Every_command_explains_itself(string command)
    {
        Assert.Equal(0, await RunAsync([.. command.Split(' '), "--help"]));

        Snapshot.Verify(_out.ToString(), command.Replace(' ', '-'));
    }

    [Fact]
    public async Task The_help_lists_the_commands_but_not_the_worker()
    {
        Assert.Equal(0, await RunAsync("--help"));

        Snapshot.Verify(_out.ToString());
        Assert.DoesNotContain("worker", _out.ToString());
    }

    [Theory]
    [InlineData("plan", "hello")]
    [InlineData("hosts")]
    [InlineData("config")]
    public async Task What_a_command_prints_is_reviewed(string command, params string[] more)
    {
        Assert.Equal(0, await RunAsync([command, .. more]));

        Snapshot.Verify(_out.ToString(), command);
    }

    [Fact]
    public async Task Tasks_of_the_recipe_and_built_in_ones_are_listed()
    {
        Assert.Equal(0, await RunAsync("tasks"));

        Assert.Matches("hello +recipe +Says hello", _out.ToString());
        Assert.Matches("rollback +built in +", _out.ToString());
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("config")]
    public async Task Programs_get_JSON(string command)
    {
        Assert.Equal(0, await RunAsync(command, "--output", "json"));

        using var json = JsonDocument.Parse(_out.ToString());
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
    }

    [Fact]
    public async Task The_recipe_is_found_in_a_parent_folder()
    {
        var below = Directory.CreateDirectory(Path.Combine(_folder, "src", "app")).FullName;

        Assert.Equal(0, await RunInAsync(below, "validate"));
        Assert.Contains("3 hosts, 2 tasks", _out.ToString());
    }

    [Theory]
    [InlineData("DT1080", "Did you mean 'plan'?", "paln")]
    [InlineData("DT1080", "Did you mean '--limit'?", "run", "--limt", "3")]
    [InlineData("DT1080", "Did you mean '--limit'?", "run", "--lim", "3")]
    [InlineData("DT1080", "Did you mean '--select'?", "plan", "--selct", "web1")]
    [InlineData("DT1080", "See", "exec", "echo", "two words")]
    [InlineData("DT1081", "argument 'COMMAND' missing", "exec")]
    [InlineData("DT1028", "a literal {{ is written", "exec", "docker ps --format '{{.Names}}'")]
    [InlineData("DT1029", "right after a dollar sign", "exec", "echo ${{remote_user}}")]
    [InlineData("DT1015", "Did you mean 'hostname'?", "exec", "echo {{hostnam}}")]
    [InlineData("DT1015", "'remote_user' is not set", "exec", "echo {{remote_user}}")]
    [InlineData("DT1081", "one of: 'console' 'json'", "run", "--output", "xml")]
    [InlineData("DT1020", "whole number", "run", "--limit", "x")]
    [InlineData("DT1020", "whole number", "run", "--limit", "0")]
    [InlineData("DT1020", "whole number", "run", "--limit", "-1")]
    [InlineData("DT1020", "whole number", "run", "--limit", "1e9")]
    [InlineData("DT1020", "1/3", "run", "--shard", "4")]
    [InlineData("DT1020", "percentage", "run", "--batch", "1e9")]
    [InlineData("DT1020", "5 parsecs", "run", "--timeout", "5 parsecs")]
    [InlineData("DT1021", "No host is named", "plan", "--select", "nobody")]
    [InlineData("DT1009", "is empty", "exec", " ")]
    [InlineData("DT5048", "--artifact", "run", "hello", "--artifact", "")]
    [InlineData("DT1051", "There is no task 'nope'", "run", "nope")]
    [InlineData("DT1051", "There is no task 'true'", "run", "--dry-run", "true")]
    [InlineData("DT1051", "There is no task 'true'", "run", "-q", "true")]
    [InlineData("DT1051", "There is no task 'false'", "plan", "--no-hooks", "false")]
    [InlineData("DT1051", "There is no task 'true'", "plan", "--comment", "true")]
    [InlineData("DT1057", "-o key=value", "run", "-o", "flag")]
    [InlineData("DT6006", "--answer key=value", "run", "--answer", "flag")]
    [InlineData("DT1084", "Did you mean 'web1'?", "ssh", "wbe1")]
    [InlineData("DT1017", "'../1'", "rollback", "--to", "../1")]
    [InlineData("DT1017", "1 to 100", "run", "hello", "-o", "release_name=x1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("DT1083", "exists already", "init")]
    [InlineData("DT1085", "cannot be written", "init", "-f", "no/such/deploy.yaml")]
    [InlineData("DT1020", "'soon'", "run", "hello", "--wait-lock", "soon")]
    [InlineData("DT1020", "'nonsense'", "lock", "--for", "nonsense")]
    [InlineData("DT1086", "whole number from 1", "history", "-n", "abc")]
    [InlineData("DT7013", "file of this machine", "script", "start", "nothing.sh")]
    [InlineData("DT7014", "https://", "script", "start", "deploy.yaml", "--callback-url", "ftp://ci")]
    [InlineData("DT7015", "DEPLOY_CALLBACK_KEY", "script", "start", "deploy.yaml", "--callback-url", "https://ci")]
    [InlineData("DT1080", "Did you mean 'start'?", "script", "strat")]
    [InlineData("DT1081", "--json and --output msbuild", "script", "list", "--json", "--output", "msbuild")]
    [InlineData("DT1081", "--json and --output msbuild", "status", "--json", "--output", "msbuild")]
    [InlineData("DT7014", "https://", "listen", "--url", "ci.example.com", "--then", "exec:true")]
    [InlineData("DT7015", "DEPLOY_CALLBACK_KEY", "listen", "--url", "https://ci/x", "--then", "exec:true")]
    public async Task A_mistake_is_named_with_its_next_move_and_exits_with_2(string code, string next, params string[] args)
    {
        Assert.Equal(2, await RunAsync(args));

        Assert.Contains($"error {code}: ", _error.ToString());
        Assert.Contains(next, _error.ToString());
        Assert.DoesNotContain("   at ", _error.ToString());
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public async Task What_is_valid_can_be_planned_whatever_task_is_asked_for()
    {
        File.AppendAllText(Path.Combine(_folder, "deploy.yaml"), """

              group: [member]
              member: [group]
              caller: {steps: [{invoke: called}]}
              called: {steps: [{invoke: caller}]}
              notify: {steps: []}
            fail: {hello: notify}
            before: {notify: notify}

            """);

        Assert.Equal(2, await RunAsync("validate"));

        var said = _error.ToString();
        Assert.Equal(3, said.Split("error DT1052: ").Length - 1);
        Assert.Contains("notify -> notify", said.Replace(" (before notify)", "").Replace(" (fail hello)", ""));
    }

    [Fact]
    public async Task Without_a_recipe_the_next_move_is_init()
    {
        Assert.Equal(2, await RunInAsync(Path.GetPathRoot(_folder)!, "plan"));

        Assert.Contains("dotnet deploy init", _error.ToString());
    }

    [Fact]
    public async Task An_option_is_split_at_its_first_equals_sign()
    {
        Assert.Equal(0, await RunAsync("config", "-o", "dsn=a=b=c", "--select", "db1"));

        Assert.Contains("a=b=c", _out.ToString());
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("##vso[task.complete]")]
    [InlineData("::error::boom\nerror : boom")]
    public async Task Json_holds_every_value_as_it_is_and_nothing_a_CI_system_acts_on(string value)
    {
        Assert.Equal(0, await RunAsync("config", "--output", "json", "-o", $"note={value}", "--select", "db1"));

        var shown = _out.ToString();
        Assert.Equal(value, JsonElement.Parse(shown).GetProperty("db1").GetProperty("note").GetString());
        Assert.All(shown.Split('\n'), line => Assert.Equal(line, Neutraliser.Neutralise(line)));
    }

    [Fact]
    public async Task A_question_nobody_answers_ends_the_run_before_a_host_is_touched()
    {
        Assert.Equal(5, await RunAsync("run", "--select", "web1"));

        Assert.Contains("DEPLOY_ANSWER_BRANCH", _error.ToString());
    }

    [Fact]
    public async Task A_secret_that_cannot_be_masked_is_refused()
    {
        _environment["DB_PASSWORD"] = "abc";

        Assert.Equal(2, await RunAsync("exec", "true"));

        Assert.Contains("error DT8003: The secret 'db_password'", _error.ToString());
    }

    [Fact]
    public async Task Init_writes_a_recipe_that_is_valid_and_can_be_planned_as_it_is()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;

        Assert.Equal(0, await RunInAsync(empty, "init"));
        Assert.Equal(0, await RunInAsync(empty, "validate"));
        Assert.True(await RunInAsync(empty, "plan") == 0, _error.ToString());
    }

    [Fact]
    public async Task The_schema_is_JSON()
    {
        Assert.Equal(0, await RunAsync("schema"));

        using var schema = JsonDocument.Parse(_out.ToString());
        Assert.True(schema.RootElement.TryGetProperty("properties", out _));
    }

    [Theory]
    [InlineData("dotnet-deploy run hel", "hello")]
    [InlineData("dotnet-deploy ssh we", "web1")]
    [InlineData("dotnet-deploy run --select ro", "role=web")]
    [InlineData("dotnet-deploy pl", "plan")]
    [InlineData("dotnet-deploy script st", "status")]
    [InlineData("dotnet-deploy script wait x --select we", "web1")]
    public async Task A_shell_completes_tasks_hosts_labels_and_commands(string typed, string word)
    {
        Assert.Equal(0, await RunAsync($"[suggest:{typed.Length}]", typed));

        Assert.Contains(word, _out.ToString().Split('\n').Select(line => line.Trim()));
    }

    [Theory]
    [InlineData("bash", "complete -F")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -f -c")]
    public async Task Each_shell_gets_its_glue(string shell, string part)
    {
        Assert.Equal(0, await RunAsync("completion", shell));

        Assert.Contains(part, _out.ToString());
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        Assert.Equal(0, await RunAsync("--version"));

        Assert.Matches(@"^\d+\.\d+\.\d+", _out.ToString());
    }
}
