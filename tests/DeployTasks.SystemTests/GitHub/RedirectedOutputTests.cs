using DeployTasks.SystemTests.Master;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>The runner is told every secret on stdout; what keeps stdout gets none.</summary>
public sealed class RedirectedOutputTests
{
    private const string Secret = "hunter22-hunter22";

    [Theory]
    [InlineData("exec \"$0\" \"$@\"", true)]
    [InlineData("\"$0\" \"$@\" >\"$KEPT\"; exit=$?; cat \"$KEPT\"; exit $exit", false)]
    public async Task Only_a_pipe_hears_of_secrets(string shell, bool isTold)
    {
        var kept = Path.GetTempFileName();
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("echo hello") + "\nconfig: {password: {secret: TEST_PASSWORD}}\n", [], info =>
        {
            info.Environment["GITHUB_ACTIONS"] = "true";
            info.Environment["TEST_PASSWORD"] = Secret;
            info.Environment["KEPT"] = kept;
        }, before: ["sh", "-c", shell]);

        Assert.Equal(0, await run.EndAsync());

        Assert.Equal(isTold, run.Lines.Contains($"::add-mask::{Secret}"));
        Assert.Contains("[web1] | hello", run.Output);
        File.Delete(kept);
    }
}
