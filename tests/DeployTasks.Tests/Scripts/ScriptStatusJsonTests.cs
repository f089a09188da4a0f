using System.Text.Json;
using DeployTasks.Scripts;

namespace DeployTasks.Tests.Scripts;

public class ScriptStatusJsonTests
{
    [Fact]
    public void The_size_of_a_log_that_still_grows_is_not_said()
    {
        var running = new ScriptStatus("job-1", "job", ScriptState.Running, Exit: null, Reason: "");
        var finished = running with { State = ScriptState.Finished, Exit = 0, LogSize = 5 };

        Assert.False(Read(running).TryGetProperty("log_size", out _));
        Assert.Equal(5, Read(finished).GetProperty("log_size").GetInt64());
    }

    private static JsonElement Read(ScriptStatus status) => JsonElement.Parse(ScriptStatusJson.Line("web1", status));
}
