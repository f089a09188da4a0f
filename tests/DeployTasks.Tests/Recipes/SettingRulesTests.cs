using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class SettingRulesTests
{
    [Theory]
    [InlineData("hostname", "-oProxyCommand=x", "DT1010")]
    [InlineData("hostname", "a%h", "DT1010")]
    [InlineData("remote_user", "-l", "DT1011")]
    [InlineData("remote_user", "$x", "DT1011")]
    [InlineData("remote_user", @"a\b", "DT1011")]
    [InlineData("become", "root;id", "DT1011")]
    [InlineData("become", "true", "DT1011")]
    [InlineData("branch", "--upload-pack=touch x", "DT1012")]
    [InlineData("branch", "a..b", "DT1012")]
    [InlineData("branch", "a b", "DT1012")]
    [InlineData("branch", "x.lock", "DT1012")]
    [InlineData("branch", "a@{1}", "DT1012")]
    [InlineData("deploy_path", "/", "DT1016")]
    [InlineData("deploy_path", "//", "DT1016")]
    [InlineData("deploy_path", "~", "DT1016")]
    [InlineData("deploy_path", "~/app", "DT1016")]
    [InlineData("deploy_path", "~ada/app", "DT1016")]
    [InlineData("deploy_path", "", "DT1016")]
    [InlineData("deploy_path", "srv/app", "DT1016")]
    [InlineData("deploy_path", "/srv/../etc", "DT1016")]
    [InlineData("deploy_path", "/etc", "DT1016")]
    [InlineData("deploy_path", "/etc/nginx/", "DT1016")]
    [InlineData("deploy_path", "/home/me", "DT1016")]
    [InlineData("deploy_path", "/root", "DT1016")]
    [InlineData("deploy_path", "/srv", "DT1016")]
    [InlineData("deploy_path", "/srv/a\nb", "DT1016")]
    [InlineData("release_name", "../../x", "DT1017")]
    [InlineData("release_name", ".", "DT1017")]
    [InlineData("release_name", "", "DT1017")]
    [InlineData("release_name", "a/b", "DT1017")]
    [InlineData("release_name", "a\n", "DT1017")]
    [InlineData("release_name", "-x", "DT1017")]
    [InlineData("port", "0", "DT1022")]
    [InlineData("port", "65536", "DT1022")]
    [InlineData("port", "22 -o", "DT1022")]
    public void Dangerous_values_are_refused_written_out_filled_in_or_given_by_option(string name, string value, string code)
    {
        var literal = System.Text.Json.JsonSerializer.Serialize(value);
        Assert.Contains($"deploy.yaml(2,{5 + name.Length}", RecipeFiles.MistakesOf($"config:\n  {name}: {literal}\n"));
        Assert.Contains($"deploy.yaml(3,{5 + name.Length}): {code}: ",
            RecipeFiles.MistakesOf($"config:\n  x: {literal}\n  {name}: \"{{{{x}}}}\"\nhosts: [web1]"));
        Assert.Contains(SettingRules.Check(Settings.Empty.With(name, Text.Literal(value))), mistake => mistake.Code == code);
    }

    [Theory]
    [InlineData("hostname", "10.0.0.1")]
    [InlineData("hostname", "[::1]")]
    [InlineData("remote_user", "deploy.bot@example.org")]
    [InlineData("become", "CORP+deploy")]
    [InlineData("branch", "feature/some-thing_2")]
    [InlineData("deploy_path", "/srv/app")]
    [InlineData("deploy_path", "/home/me/my app")]
    [InlineData("deploy_path", "/var/www/example.org/")]
    [InlineData("deploy_path", "/app")]
    [InlineData("release_name", "20261121204250-1a2b3c4")]
    [InlineData("release_name", "1.4.0+build.7")]
    [InlineData("rollback_to", "1.4.0+build.7")]
    [InlineData("rollback_to", "")]
    [InlineData("port", "2222")]
    public void Ordinary_values_are_fine(string name, string value) =>
        Assert.Empty(SettingRules.Check(Settings.Empty.With(name, Text.Literal(value))));

    [Fact]
    public void The_release_to_go_back_to_has_the_rule_of_all_release_names() =>
        Assert.Equal("DT1017", Assert.Single(SettingRules.Check(Settings.Empty.With("rollback_to", Text.Literal("../../x")))).Code);

    [Fact]
    public void What_only_a_later_task_sets_is_not_judged_yet() =>
        RecipeFiles.Read("config: {deploy_path: \"{{made_later}}/x\"}\nhosts: [web1]");

    [Theory]
    [InlineData("../..", "DT1019")]
    [InlineData("/etc", "DT1019")]
    [InlineData("~/x", "DT1019")]
    [InlineData("", "DT1019")]
    [InlineData("storage, storage/logs", "DT1019")]
    [InlineData("storage/logs/, storage", "DT1019")]
    [InlineData("logs, logs", "DT1019")]
    public void Shared_folders_stay_inside_the_release_and_apart(string dirs, string code)
    {
        var list = string.Join(", ", dirs.Split(", ").Select(dir => $"\"{dir}\""));
        Assert.Contains(code, RecipeFiles.MistakesOf($"config: {{shared_dirs: [{list}]}}"));
    }

    [Fact]
    public void Writable_folders_may_nest() =>
        RecipeFiles.Read("config: {shared_dirs: [logs, log], writable_dirs: [storage, storage/logs, \"{{x}}\"]}");

    [Fact]
    public void Circles_are_named_with_their_chain_before_anything_runs()
    {
        Assert.Equal("deploy.yaml(1,13): DT1014: Settings refer to each other in a circle: a -> b -> a. Give one of them a value of its own.",
            RecipeFiles.MistakesOf("config: {a: \"{{b}}\", b: \"x{{ a | raw }}\", c: \"{{b}}\"}"));
        Assert.Contains("a -> a", RecipeFiles.MistakesOf("hosts: {web1: {a: \"{{a}}\"}}"));
        RecipeFiles.Read("config: {a: \"{{b}}\", b: \"{{a}}\"}\nhosts: {web1: {a: \"x{{alias}}\"}}");
    }

    [Fact]
    public void A_chain_of_ten_thousand_settings_ends_in_an_error_not_a_crash()
    {
        var chain = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  a{i}: \"{{{{a{i + 1}}}}}\"\n"));
        var recipe = RecipeFiles.Read($"config:\n{chain}  a10000: end\n");
        var error = Assert.Throws<DeployException>(() => new Settings(recipe.Config).Text("a0")).Errors[0];
        Assert.Equal("DT1014", error.Code);
        Assert.Equal("end", new Settings(recipe.Config).Text("a9950"));
    }
}
