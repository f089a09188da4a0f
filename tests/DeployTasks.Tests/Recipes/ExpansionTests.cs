using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class ExpansionTests
{
    private static readonly Settings Some = Settings.Empty
        .With("name", new Text("world"))
        .With("deploy_path", new Text("/srv/{{name}}"))
        .With("release_path", new Text("{{deploy_path}}/releases/1"))
        .With("version", new Number("1.10"))
        .With("on", new Flag(true))
        .With("token", new Secret("s3cr{{name}}"))
        .With("unset", Value.Null)
        .With("dirs", new Items([new Text("a b"), new Text("{{name}}")]));

    [Theory]
    [InlineData("hello {{name}}", "hello world")]
    [InlineData("{{ name }}", "world")]
    [InlineData("{{name | raw}}", "world")]
    [InlineData("{{release_path}}", "/srv/world/releases/1")]
    [InlineData("{{version}} {{on}}", "1.10 true")]
    [InlineData(@"\{{name}} is {{name}}", "{{name}} is world")]
    [InlineData(@"docker ps --format '\{{.Names}}'", "docker ps --format '{{.Names}}'")]
    [InlineData("{\"a\":{{version}}}", "{\"a\":1.10}")]
    [InlineData("a } b }} c", "a } b }} c")]
    public void Placeholders_become_their_values(string template, string expected) =>
        Assert.Equal(expected, Some.Expand(template, Quoting.Verbatim));

    [Fact]
    public void A_value_is_never_expanded_twice()
    {
        var settings = Some.With("answer", Text.Literal("{{name}}")).With("shown", new Text("<{{answer}}>"));
        Assert.Equal("{{name}}", settings.Text("answer"));
        Assert.Equal("<{{name}}>", settings.Text("shown"));
        Assert.Equal("s3cr{{name}}", settings.Text("token"));
    }

    [Theory]
    [InlineData("{{")]
    [InlineData(@"\{{name}}")]
    [InlineData(@"\\{{{{name}}}}}\")]
    [InlineData("{{{name}}}")]
    public void Literal_text_comes_back_unchanged(string text) =>
        Assert.Equal(text, Some.With("x", Text.Literal(text)).Text("x"));

    [Fact]
    public void A_setting_sees_what_a_later_task_wrote()
    {
        var later = Some.With("name", new Text("moon"));
        Assert.Equal("/srv/moon/releases/1", later.Text("release_path"));
        Assert.Equal("/srv/world/releases/1", Some.Text("release_path"));
    }

    [Fact]
    public void A_text_of_config_is_resolved_for_each_host_by_itself()
    {
        var recipe = RecipeFiles.Read("""
            config: {deploy_path: "/srv/{{alias}}", current_path: "{{deploy_path}}/{{folder}}", folder: current}
            hosts: {web1: , web2: {folder: live}}
            """);
        Assert.Equal(["/srv/web1/current", "/srv/web2/live"],
            recipe.Hosts.Select(host => new Settings(recipe.Config.SetItems(host.Settings)).Text("current_path")));
    }

    [Fact]
    public void A_cycle_is_named_with_its_chain()
    {
        var settings = Some.With("a", new Text("{{b}}")).With("b", new Text("x{{c}}")).With("c", new Text("{{b}}"));
        var error = Fails(() => settings.Text("a"));
        Assert.Equal("DT1014", error.Code);
        Assert.Contains("b -> c -> b", error.What);
    }

    [Fact]
    public void What_is_not_set_is_named_with_who_needs_it_and_a_near_miss()
    {
        var error = Fails(() => Some.With("x", new Text("{{nmae}}")).Text("x"));
        Assert.Equal("DT1015", error.Code);
        Assert.Contains("'nmae'", error.What);
        Assert.Contains("'x' needs it", error.What);
        Assert.StartsWith("Did you mean 'name'?", error.Next);
    }

    [Theory]
    [InlineData("{{bad key}}", "DT1028")]
    [InlineData("{{name", "DT1028")]
    [InlineData("{{}}", "DT1028")]
    [InlineData("{{name | upper}}", "DT1028")]
    [InlineData("{{name |}}", "DT1028")]
    [InlineData("{{.Names}}", "DT1028")]
    [InlineData("{{unset}}", "DT1015")]
    [InlineData("{{dirs}}", "DT1034")]
    public void What_cannot_be_expanded_is_refused(string template, string code) =>
        Assert.Equal(code, Fails(() => Some.Expand(template, Quoting.Verbatim)).Code);

    [Fact]
    public void Typed_reads_take_what_people_write()
    {
        var settings = Some.With("wait", new Text("{{version}}0m")).With("off", new Text("no")).With("wait", new Text("1h30m"));
        Assert.Equal(TimeSpan.FromMinutes(90), settings.Duration("wait"));
        Assert.Null(settings.Duration("missing"));
        Assert.False(settings.Flag("off", true));
        Assert.True(settings.Flag("missing", true));
        Assert.Equal(["a b", "world"], settings.List("dirs"));
        Assert.Equal(["world"], settings.List("name"));
        Assert.Empty(settings.List("unset"));
        Assert.Equal("fallback", settings.TextOr("unset", "fallback"));
        Assert.Equal("DT1034", Fails(() => settings.Flag("name", true)).Code);
        Assert.Equal("DT1020", Fails(() => settings.Duration("name")).Code);
    }

    [Fact]
    public void Secrets_are_found_wherever_they_are()
    {
        var nested = new Map(ImmutableSortedDictionary<string, Value>.Empty.Add("k", new Items([new Secret("deep")])));
        Assert.Equal(["deep", "s3cr{{name}}"], Some.With("m", nested).Secrets.Order());
        Assert.Equal("***", new Secret("deep").ToString());
    }

    private static Error Fails(Action action) => Assert.Throws<DeployException>(action).Errors[0];
}
