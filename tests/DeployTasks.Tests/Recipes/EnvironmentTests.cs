using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class EnvironmentTests
{
    private const string Layered = """
        config: {a: base, b: base, token: {secret: TOKEN, default: none}}
        hosts: {web0: , web1: {port: 22, labels: {stage: base, role: web}}}
        environments:
          production:
            config: {b: production}
            hosts:
              web1: {port: 2222, labels: {stage: production}}
              "web[2:3]":
          staging: {config: {a: staging}}
          empty:
        """;

    [Fact]
    public void A_run_has_no_hosts_but_those_the_environment_names_when_it_names_any()
    {
        using var files = new RecipeFiles().With("deploy.yaml",
            "import: more.yaml\nhosts: [production]\nenvironments: {staging: {hosts: [stage1]}}")
            .With("more.yaml", "environments: {staging: {hosts: [stage2]}}");
        Assert.Equal(["stage2", "stage1"], files.Read(environment: "staging").Hosts.Select(host => host.Alias));
        Assert.Equal(["production"], files.Read().Hosts.Select(host => host.Alias));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    public void An_environment_whose_hosts_are_empty_has_none(string none)
    {
        using var files = new RecipeFiles().With("deploy.yaml", $"hosts: [production]\nenvironments: {{staging: {{hosts: {none}}}}}");
        Assert.Empty(files.Read(environment: "staging").Hosts);
    }

    [Fact]
    public void The_content_of_a_shared_file_may_come_from_the_environment()
    {
        using var files = new RecipeFiles().With("deploy.yaml",
            "hosts: [web1]\nconfig: {shared_files: [{path: .env, content: {secret: APP_ENV, default: 'A=1'}, mode: '0600'}]}");
        var file = Assert.IsType<Map>(Assert.Single(Assert.IsType<Items>(files.Read().Config["shared_files"]).Values));
        Assert.Equal(new Secret("A=1"), file.Entries["content"]);
    }

    [Fact]
    public void The_chosen_overlay_wins()
    {
        using var files = new RecipeFiles().With("deploy.yaml", Layered.Replace("empty:", "empty: {}"));
        var recipe = files.Read(environment: "production");
        Assert.Equal((new Text("base"), new Text("production")), (recipe.Config["a"], recipe.Config["b"]));
        Assert.Equal(["web1", "web2", "web3"], recipe.Hosts.Select(host => host.Alias));
        Assert.Equal(new Number("2222"), recipe.Hosts[0].Settings["port"]);
        Assert.Equal(("production", "web"), (recipe.Hosts[0].Labels["stage"][0], recipe.Hosts[0].Labels["role"][0]));
        Assert.Equal(new Text("staging"), files.Read(environment: "staging").Config["a"]);
        Assert.Equal(new Text("base"), files.Read().Config["a"]);
        Assert.Equal(["web0", "web1"], files.Read(environment: "empty").Hosts.Select(host => host.Alias));
    }

    [Fact]
    public void An_unknown_one_is_refused_with_those_there_are()
    {
        using var files = new RecipeFiles().With("deploy.yaml", Layered.Replace("empty:", "empty: {}"));
        Assert.Equal("deploy.yaml: DT1025: There is no environment 'prodction'. Did you mean 'production'? "
            + "The recipe has: production, staging, empty.", files.Mistakes(environment: "prodction"));
    }

    [Fact]
    public void Mistakes_in_overlays_that_were_not_chosen_are_found_too() =>
        Assert.Contains("deploy.yaml(1,39): DT1009", RecipeFiles.MistakesOf("environments: {a: {config: {port:     x}}}"));

    [Fact]
    public void Variables_are_data_and_secrets_are_masked()
    {
        using var files = new RecipeFiles().With("deploy.yaml", """
            config:
              branch: {env: BRANCH}
              number: {env: NUMBER, default: 7}
              token: {secret: TOKEN}
              list: [{secret: TOKEN}, {secret: OTHER, default: fallback}]
              map: {env: production, other: x}
              url: https://{{token}}@example.org
            """);
        files.Environment["BRANCH"] = "{{token}}";
        files.Environment["TOKEN"] = "{{s3cret}}";
        var settings = new Settings(files.Read().Config);
        Assert.Equal("{{token}}", settings.Text("branch"));
        Assert.Equal("7", settings.Text("number"));
        Assert.Equal("https://{{s3cret}}@example.org", settings.Text("url"));
        Assert.Equal(["{{s3cret}}", "fallback"], settings.List("list"));
        Assert.IsType<Map>(settings.Find("map"));
        Assert.Equal(["{{s3cret}}", "fallback", "{{s3cret}}"], settings.Secrets);
        Assert.DoesNotContain("s3cret", files.Read().Config["token"].ToString());
    }

    [Fact]
    public void Variables_that_are_not_set_are_all_named_at_their_places()
    {
        using var files = new RecipeFiles().With("deploy.yaml", "config: {a: {env: ONE}, b: {secret: TWO}}\nhosts: {web1: {c: {env: THREE}}}");
        Assert.Equal(["deploy.yaml(1,13): DT1026: Environment variable 'ONE'", "deploy.yaml(1,28): DT1026: Environment variable 'TWO'",
            "deploy.yaml(2,19): DT1026: Environment variable 'THREE'"], files.Mistakes().Split('\n').Select(line => line.Split(" is not set")[0]));
    }
}
