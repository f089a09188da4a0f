using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class DotenvTests
{
    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task Every_line_is_taken_as_it_stands_and_nothing_of_it_is_run(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write(".env", $"""
            # a comment

              # another
            Conn=Server=db;User=sa;Password=p&touch {host["ran"]}
            export Exported=yes
            export	Tab = around it  
            Command=$(touch {host["ran"]}) `touch {host["ran"]}` $HOME ${"{HOME}"} \n \ "
            Double="two  words # and more"
            Single='it's "here"'
            One="
            Empty=
            Windows=line{"\r"}
            {"\uFEFF"}Last=no line end
            """);
        var printed = await PrintAsync(host, "Conn", "Exported", "Tab", "Command", "Double", "Single", "One", "Empty", "Windows", "Last");
        Assert.Equal(
        [
            $"Server=db;User=sa;Password=p&touch {host["ran"]}", "yes", "around it",
            $"$(touch {host["ran"]}) `touch {host["ran"]}` $HOME ${{HOME}} \\n \\ \"",
            "two  words # and more", "it's \"here\"", "\"", "", "line", "no line end",
        ], printed);
        Assert.False(File.Exists(host["ran"]));
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_file_that_is_not_there_is_an_error_that_names_it(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        var scene = host.Scene(("dotenv", Text.Literal(host["it's .env"])));
        var error = await scene.FailAsync(new RunStep(host.Place, "true"));
        Assert.Equal("DT5039", error.Code);
        Assert.Contains(host["it's .env"], error.What);
        Assert.Equal("DT5039", (await scene.FailAsync(new ScriptStep(host.Place) { Inline = "true\n" })).Code);
    }

    [Theory]
    [InlineData("A=1\nSECRET\n", 2)]
    [InlineData("Logging:Level=x\n", 1)]
    [InlineData("a[$(touch ran)]=x\n", 1)]
    [InlineData("\n1A=x\n", 2)]
    [InlineData("=x\n", 1)]
    public async Task A_line_that_sets_no_variable_is_an_error_that_names_the_line_and_shows_nothing_of_it(string content, int line)
    {
        await using var host = await RealHost.OpenAsync();
        host.Write(".env", content);
        var error = await host.Scene(("dotenv", Text.Literal(host[".env"]))).FailAsync(new RunStep(host.Place, "true"));
        Assert.Equal(("DT5039", true), (error.Code, error.What.Contains($"line {line}")));
        Assert.DoesNotContain("SECRET", error.What + error.Next + error.Detail);
    }

    [Fact]
    public async Task A_command_that_ends_like_the_reading_of_the_file_is_a_failed_command()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write(".env", "A=1\n");
        Assert.Equal("DT5020", (await host.Scene(("dotenv", Text.Literal(host[".env"]))).FailAsync(new RunStep(host.Place, "exit 78"))).Code);
    }

    private static async Task<string[]> PrintAsync(RealHost host, params ImmutableArray<string> names)
    {
        var scene = host.Scene(("dotenv", Text.Literal(host[".env"])));
        var print = $"printf '%s|' {string.Join(' ', names.Select(name => $"\"${name}\""))}";
        Assert.Equal(Outcome.Done, await scene.RunAsync(new RunStep(host.Place, print) { Output = "printed" }));
        return scene.Settings.Text("printed").Split('|')[..^1];
    }
}
