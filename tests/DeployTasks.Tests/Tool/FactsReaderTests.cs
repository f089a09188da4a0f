using System.Text;
using System.Text.Json;
using DeployTasks.Events;
using DeployTasks.Tool.Commands;
using DeployTasks.Tool.Commands.Releases;

namespace DeployTasks.Tests.Tool;

public class FactsReaderTests
{
    [Fact]
    public void What_hooks_print_among_the_facts_is_passed_by()
    {
        var reader = new FactsReader();
        foreach (var line in new[] { "hello", "[1]", "{\"no\":\"fact\"}", "{\"host\":7}", "", "{\"host\":\"web1\",\"current\":\"r1\"}\r", "{" })
            reader.Handle(new Output("web1", OutputStream.Out, Encoding.UTF8.GetBytes(line + "\n")));

        Assert.Equal("r1", Assert.Single(reader.Read(["web1"])).GetProperty("current").GetString());
    }

    [Fact]
    public void An_object_that_tells_of_no_releases_is_not_in_their_tables()
    {
        JsonElement[] facts = [JsonElement.Parse("""{"host":"web1","level":"info"}"""), JsonElement.Parse("""{"host":"web1","releases":[]}""")];

        Assert.Single(ReleaseReports.Status(facts).Rows);
        Assert.Empty(ReleaseReports.Releases(facts).Rows);
    }
}
