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
        var reader = new FactsReader(new Secrets("s3cr3t \"x\""));
        foreach (var line in new[] { "hello", "[1]", "{\"no\":\"fact\"}", "{\"host\":7}", "", "{\"host\":\"web1\",\"current\":\"r1\"}\r", "{" })
            reader.Handle(new Output("web1", OutputStream.Out, Encoding.UTF8.GetBytes(line + "\n")));

        Assert.Equal("r1", Assert.Single(reader.Read(["web1"])).GetProperty("current").GetString());
    }

    [Fact]
    public void Status_says_who_serves_a_release_and_where_that_is_not_known_who_made_it()
    {
        const string Releases = """[{"name":"r1","complete":true,"bad":false,"current":true,"foreign":false,"time":"2026-11-20","user":"ada"}]""";
        JsonElement[] facts =
        [
            JsonElement.Parse($$"""{"host":"web1","current":"r1","served":{"time":"2026-11-30","user":"bob"},"releases":{{Releases}}}"""),
            JsonElement.Parse($$"""{"host":"web2","current":"r1","releases":{{Releases}}}"""),
        ];

        Assert.Equal(["2026-11-30 bob", "2026-11-20 ada"], ReleaseReports.Status(facts).Rows.Select(row => $"{row[2]} {row[3]}"));
    }

    [Fact]
    public void A_secret_in_what_a_host_says_of_itself_is_masked_at_any_depth()
    {
        var reader = new FactsReader(new Secrets("s3cr3t \"x\""));
        reader.Handle(new Output("web1", OutputStream.Out, """{"host":"web1","releases":[{"name":"r1","by":"s3cr3t \"x\"","size":7,"bad":null}]}"""u8.ToArray()));

        Assert.Equal("""{"host":"web1","releases":[{"name":"r1","by":"***","size":7,"bad":null}]}""", Assert.Single(reader.Read(["web1"])).GetRawText());
    }

    [Fact]
    public void An_object_that_tells_of_no_releases_is_not_in_their_tables()
    {
        JsonElement[] facts = [JsonElement.Parse("""{"host":"web1","level":"info"}"""), JsonElement.Parse("""{"host":"web1","releases":[]}""")];

        Assert.Single(ReleaseReports.Status(facts).Rows);
        Assert.Empty(ReleaseReports.Releases(facts).Rows);
    }
}
