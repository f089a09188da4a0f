using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

public class ScriptIdTests
{
    /// <summary>An output of CI that was never set must not name whatever script there is.</summary>
    [Theory]
    [InlineData("wait", "")]
    [InlineData("stop", "")]
    [InlineData("logs", " ")]
    [InlineData("clean", "")]
    [InlineData("status", "")]
    public async Task An_empty_id_of_a_script_is_refused(string command, string id)
    {
        using var error = new StringWriter();

        Assert.Equal(2, await CommandLine.RunAsync(["script", command, id], new Surroundings(TextWriter.Null, error, Path.GetTempPath())));

        Assert.Contains("is empty", error.ToString());
    }
}
