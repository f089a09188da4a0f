using DeployTasks.Planning;
using DeployTasks.Tests.Recipes;
using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

public class PlannedFilesTests
{
    [Theory]
    [InlineData("{ upload: { src: gone, dest: /srv/x } }", "DT5030")]
    [InlineData("{ template: { src: gone.conf, dest: /srv/x } }", "DT5030")]
    [InlineData("{ script: gone.sh }", "DT7013")]
    public void What_is_sent_and_not_there_is_told_before_any_host_is_touched(string step, string code)
    {
        var error = Assert.Single(Missing($"[{step}, {{ run_locally: make }}]"));

        Assert.Equal((code, ExitCode.Usage, 3), (error.Code, error.Exit, error.Place!.Line));
    }

    [Theory]
    [InlineData("[{ upload: { src: here, dest: /srv/x } }]")]
    [InlineData("[{ upload: { src: \"{{alias}}\", dest: /srv/x } }]")]
    [InlineData("[{ upload: { src: gone, dest: /srv/x }, if: \"{{alias}}\" }]")]
    [InlineData("[{ upload: { src: gone, dest: /srv/x }, allow_failure: true }]")]
    [InlineData("[{ run_locally: make gone }, { upload: { src: gone, dest: /srv/x } }]")]
    [InlineData("[{ run_locally: make gone, if: \"{{alias}}\" }, { upload: { src: gone, dest: /srv/x } }]")]
    [InlineData("[{ download: { src: x, dest: gone } }, { upload: { src: gone, dest: /srv/x } }]")]
    public void What_may_be_there_in_time_is_left_to_its_step(string steps) => Assert.Empty(Missing(steps));

    [Fact]
    public void Steps_on_a_local_host_may_make_anything() =>
        Assert.Empty(Missing("[{ upload: { src: gone, dest: /srv/x } }]", "{ here: { connection: local } }"));

    private static Error[] Missing(string steps, string hosts = "[web1, web2]")
    {
        using var files = new RecipeFiles().With("here", "").With("deploy.yaml", $"hosts: {hosts}\ntasks:\n  t: {{ steps: {steps} }}\n");
        return [.. PlannedFiles.Missing(Planner.Create(files.Read(), new PlanRequest { Tasks = ["t"] }))];
    }
}
