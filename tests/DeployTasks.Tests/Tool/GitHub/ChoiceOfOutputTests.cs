using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool.GitHub;

/// <summary>When the face for GitHub shows itself without being asked.</summary>
public sealed class ChoiceOfOutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dt-choice-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    private Task<string> OutputAsync(bool onGitHub, params string[] options) => OutputOfAsync(onGitHub, ["run", "t", .. options]);

    private async Task<string> OutputOfAsync(bool onGitHub, params string[] command)
    {
        File.WriteAllText(Path.Combine(_folder, "deploy.yaml"), "hosts: {web1: {connection: local}}\ntasks: {t: {stepz: []}}\n");
        var environment = onGitHub ? new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_WORKSPACE"] = _folder } : [];
        Assert.Equal(2, await CommandLine.RunAsync(command, new Surroundings(_out, _error, _folder) { Environment = environment }));
        Assert.Contains("stepz", _error.ToString());
        return _out.ToString();
    }

    [Fact]
    public async Task In_a_step_of_GitHub_Actions_mistakes_in_the_recipe_are_annotations() =>
        Assert.Contains("file=deploy.yaml,line=2,col=", await OutputAsync(onGitHub: true));

    [Fact]
    public async Task Elsewhere_they_are_not() => Assert.Equal("", await OutputAsync(onGitHub: false));

    [Fact]
    public async Task Whoever_names_another_output_gets_that() =>
        Assert.DoesNotContain("::error", await OutputAsync(onGitHub: true, "--output", "console"));

    [Fact]
    public async Task A_front_end_that_holds_the_leash_makes_its_own() =>
        Assert.DoesNotContain("::error", await OutputAsync(onGitHub: true, "--leash"));

    [Fact]
    public async Task What_is_caught_for_an_id_is_plain()
    {
        var script = Path.Combine(_folder, "work.sh");
        File.WriteAllText(script, "true\n");

        Assert.Equal("", await OutputOfAsync(onGitHub: true, "script", "start", script));
    }

    [Fact]
    public async Task Asked_for_it_shows_itself_anywhere() =>
        Assert.Contains("::error", await OutputAsync(onGitHub: false, "--output", "github"));
}
