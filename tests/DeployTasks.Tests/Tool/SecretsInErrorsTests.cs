using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

/// <summary>Errors before a run begins, and what a command prints: nobody but the command line shows them.</summary>
public sealed class SecretsInErrorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dt-secrets").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    private string _hostName = "s3cret-host.example ";

    private string Summary => Path.Combine(_folder, "summary");
    private string Output => Path.Combine(_folder, "output");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(string recipe, params string[] args)
    {
        File.WriteAllText(Path.Combine(_folder, "deploy.yaml"), recipe);
        return CommandLine.RunAsync(args, new Surroundings(_out, _error, _folder)
        {
            Environment = new Dictionary<string, string>
            {
                ["CI"] = "true",
                ["GIT_TOKEN"] = "ghp_4711",
                ["HOST_NAME"] = _hostName,
                ["GITHUB_STEP_SUMMARY"] = Summary,
                ["GITHUB_OUTPUT"] = Output,
            },
        });
    }

    [Fact]
    public async Task Secrets_in_what_a_preparation_complains_of_are_masked_in_every_face()
    {
        const string Recipe = """
            config: { deploy_path: /srv/shop, git_token: { secret: GIT_TOKEN } }
            artifact: { repository: "https://x-access-token:{{git_token}}@127.0.0.1:1/shop.git" }
            hosts: { here: { connection: local } }
            """;

        Assert.Equal(2, await RunAsync(Recipe, "run", "--output", "github", "-vvv"));

        var shown = $"{_out}{_error}{File.ReadAllText(Summary)}{File.ReadAllText(Output)}";
        Assert.Contains("error DT9015: git could not get https://x-access-token:***@127.0.0.1:1/shop.git", shown);
        Assert.DoesNotContain("ghp_4711", shown);
    }

    [Fact]
    public async Task Secrets_in_mistakes_of_the_recipe_are_masked()
    {
        const string Recipe = """
            config: { host_name: { secret: HOST_NAME } }
            hosts: { web1: { hostname: "{{host_name}}" } }
            """;

        Assert.Equal(2, await RunAsync(Recipe, "validate"));

        Assert.Contains("error DT1010: '***' is no host name", _error.ToString());
        Assert.DoesNotContain("s3cret", _error.ToString());
    }

    [Theory]
    [InlineData(70)]
    [InlineData(300)]
    public async Task No_part_of_a_long_secret_is_shown(int length)
    {
        _hostName = "s3cret host " + new string('x', length);

        const string Recipe = """
            config: { host_name: { secret: HOST_NAME } }
            hosts: { web1: { hostname: "{{host_name}}" } }
            """;

        Assert.Equal(2, await RunAsync(Recipe, "validate"));

        Assert.Contains("error DT1010", _error.ToString());
        Assert.DoesNotContain("s3cret", _error.ToString());
    }

    [Fact]
    public async Task Secrets_in_the_address_of_a_host_are_masked()
    {
        Assert.Equal(0, await RunAsync("hosts: { web1: { hostname: web1.example, remote_user: { secret: GIT_TOKEN } } }", "hosts"));

        Assert.Contains("***@web1.example", _out.ToString());
        Assert.DoesNotContain("ghp_4711", _out.ToString());
    }
}
