using System.Text.Json;
using DeployTasks.Events;
using DeployTasks.Tests.Support;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Tool;

public class EventsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "events.md"));

    [Fact]
    public void Every_event_and_member_a_program_can_meet_is_on_the_page()
    {
        var lost = new HostLost("web1", ScriptedRun.ExitThree);
        var shown = ScriptedRun.Events().Where(e => e is not (Output or Alive or WorkerStarted)).Append(lost).Append(new Line("web1", OutputStream.Out, "x"));
        foreach (var happened in shown)
        {
            using var json = JsonDocument.Parse(WireJson.Write(happened));
            var name = json.RootElement.GetProperty("event").GetString();
            var row = Page.Split('\n').SingleOrDefault(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));
            Assert.True(row is not null, $"docs/events.md has no row for {name}");
            foreach (var member in json.RootElement.EnumerateObject().Select(member => member.Name).Except(["event", "at"]))
                Assert.True(row.Contains($"`{member}`", StringComparison.Ordinal), $"docs/events.md does not name {name}.{member}");
        }
    }

    [Fact]
    public void Every_exit_code_is_on_the_page()
    {
        foreach (var exit in Enum.GetValues<ExitCode>().Where(exit => (int)exit < 100))
            Assert.Contains($"| {(int)exit} |", Page);
    }
}
