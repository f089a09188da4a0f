using System.Text;
using System.Text.Json;
using DeployTasks.Events;
using DeployTasks.Tests.Events;
using DeployTasks.Tests.Support;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public class JsonOutputTests
{
    private static string[] Lines()
    {
        using var stream = new MemoryStream();
        ScriptedRun.Play(new RedactingSink(new Secrets("s3cr3t"), new JsonOutput(stream)));
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Every_event_is_one_line() => Snapshot.Verify(string.Join('\n', Lines()));

    [Fact]
    public void Every_line_is_JSON_and_none_acts_in_CI()
    {
        foreach (var line in Lines())
        {
            using var parsed = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.String, parsed.RootElement.GetProperty("event").ValueKind);
            Assert.False(RunnerCommandParser.Acts(line), line);
        }
    }

    [Fact]
    public void Heartbeats_of_workers_stay_between_us_and_them() =>
        Assert.DoesNotContain(Lines(), line => line.Contains("\"alive\"", StringComparison.Ordinal));
}
