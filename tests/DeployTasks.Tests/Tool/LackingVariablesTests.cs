using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

/// <summary>Linting a pull request of a fork, or looking at hosts, needs no secrets of production.</summary>
public sealed class LackingVariablesTests : IDisposable
{
    private const string Recipe = """
        config:
          deploy_path: /srv/shop
          api_key: { secret: API_KEY }
          env: { DB_URL: { env: DB_URL } }
        hosts: { here: { connection: local } }
        tasks: { hello: { steps: ["echo {{api_key}}"] } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dt-lacking").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(params string[] args)
    {
        File.WriteAllText(Path.Combine(_folder, "deploy.yaml"), Recipe);
        return CommandLine.RunAsync(args, new Surroundings(_out, _error, _folder) { Environment = new Dictionary<string, string>() });
    }

    [Theory]
    [InlineData("tasks"), InlineData("hosts"), InlineData("plan", "hello")]
    public async Task Commands_that_run_no_task_do_without(params string[] command)
    {
        Assert.Equal(0, await RunAsync(command));
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Validate_warns_of_every_variable()
    {
        Assert.Equal(0, await RunAsync("validate"));
        Assert.Contains("warn DT1026: Environment variable 'API_KEY' is not set", _error.ToString());
        Assert.Contains("deploy.yaml(4,", _error.ToString());
        Assert.Contains("warn DT1026: Environment variable 'DB_URL' is not set", _error.ToString());
    }

    [Fact]
    public async Task Config_shows_what_is_not_set()
    {
        Assert.Equal(0, await RunAsync("config"));
        Assert.Contains("(Environment variable 'API_KEY' is not set)", _out.ToString());
    }

    [Theory]
    [InlineData("run", "hello"), InlineData("rollback")]
    public async Task A_run_is_refused_with_all_that_it_lacks(params string[] command)
    {
        Assert.Equal(2, await RunAsync(command));
        Assert.Contains("error DT1026: Environment variable 'API_KEY' is not set", _error.ToString());
        Assert.Contains("error DT1026: Environment variable 'DB_URL' is not set", _error.ToString());
    }

    [Fact]
    public async Task A_command_that_needs_it_fails_with_the_place_that_names_it()
    {
        Assert.Equal(2, await RunAsync("exec", "echo {{api_key}}"));
        Assert.Contains("deploy.yaml(3,12)", _error.ToString());
        Assert.Contains("DT1026: here: Environment variable 'API_KEY' is not set", _error.ToString());
    }
}
