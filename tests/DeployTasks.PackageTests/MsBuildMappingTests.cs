using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DeployTasks.PackageTests;

/// <summary>What a project file says arrives at the tool; a program that writes it down stands in for the tool.</summary>
public sealed class MsBuildMappingTests
{
    private const string Recorder = """
        #!/bin/sh
        here=$(dirname "$0")
        for word; do printf '%s\n' "$word"; done >"$here/words"
        env >"$here/environment"
        while [ "$1" != --file ]; do shift; done
        cp "$2" "$here/recipe.json"
        echo '{"event":"run-started","hosts":["web1"]}'
        """;

    private const string Project = """
        <Project>
          <PropertyGroup>
            <DeployDependsOn>Extra</DeployDependsOn>
          </PropertyGroup>
          <ItemGroup>
            <DeployHost Include="web1" Hostname="10.0.0.1" RemoteUser="ada" Port="2222" DeployPath="/srv/one" Labels="role=web;stage=prod" KeepAlive="5" HttpPort="81" />
            <DeployHost Include="web2" />
            <DeploySetting Include="greeting" Value="hello; $(Word)" />
            <DeploySetting Include="health.timeout" Value="5s" />
            <DeploySetting Include="token" EnvironmentVariable="SHOP_TOKEN" />
            <DeploySharedFile Include="appsettings.Production.json" />
            <DeployWritableDir Include="cache" />
            <DeployAnswer Include="release-note" Value="all of it" />
            <DeployAnswer Include="change.ticket" EnvironmentVariable="SHOP_TICKET" />
          </ItemGroup>
          <Target Name="Extra"><Message Importance="High" Text="ORDER Extra" /></Target>
          <Target Name="Before" BeforeTargets="BeforeDeploy"><Message Importance="High" Text="ORDER BeforeDeploy" /></Target>
          <Target Name="After" AfterTargets="AfterDeploy"><Message Importance="High" Text="ORDER AfterDeploy @(DeployResult)" /></Target>
        </Project>
        """;

    [Fact]
    public async Task Every_property_and_item_reaches_the_tool()
    {
        await using var scene = await SceneAsync();
        scene.Environment["SHOP_TICKET"] = "T-1";
        var said = await scene.DotnetAsync("build", "-c", "Release", "-t:Deploy", "-p:HostsFile=all.props", "-p:DeployToolPath=fake/tool",
            "-p:Word=you", "-p:DeployEnvironment=production", "-p:DeploySelect=role=web", "-p:DeployPath=/srv/all", "-p:DeployService=shop",
            "-p:DeployHealthUrl=http://localhost/up", "-p:DeployKeepReleases=7", "-p:DeployBatch=25%25", "-p:DeployReleaseName=r7",
            "-p:DeployVerbosity=diagnostic", "-p:DeployTimeout=20m", "-p:DeployArguments=--limit 2");
        Assert.True(said.Exit == 0, said.Text);

        var words = scene.Read("fake/words").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["run", "deploy", "--file"], words[..3]);
        Assert.Equal(
            [
                "--output", "json", "--leash", "--interactive", "never", "-vvv", "--environment", "production", "--select", "role=web",
                "--batch", "25%", "--timeout", "20m", "--answer", "release-note=all of it", "--limit", "2",
            ],
            words[4..]);

        var recipe = JsonDocument.Parse(scene.Read("fake/recipe.json")).RootElement;
        Assert.EndsWith("/deploy.yaml", recipe.GetProperty("import")[0].GetString());
        Assert.EndsWith("/publish/", recipe.GetProperty("artifact").GetProperty("path").GetString());
        Assert.Equal(
            """
            {"hostname":"10.0.0.1","remote_user":"ada","port":2222,"deploy_path":"/srv/one","keep_alive":5,"http_port":81,"labels":{"role":"web","stage":"prod"}}
            """,
            Ordered(recipe.GetProperty("hosts").GetProperty("web1")));
        Assert.Equal("{}", Ordered(recipe.GetProperty("hosts").GetProperty("web2")));
        var config = recipe.GetProperty("config");
        Assert.Equal("hello; you", config.GetProperty("greeting").GetString());
        Assert.Equal(("http://localhost/up", "5s"), (Text(config, "health", "url"), Text(config, "health", "timeout")));
        Assert.Equal("SHOP_TOKEN", Text(config, "token", "secret"));
        Assert.Equal(("/srv/all", "shop", "r7", 7), (Text(config, "deploy_path"), Text(config, "service"), Text(config, "release_name"), config.GetProperty("keep_releases").GetInt32()));
        Assert.Equal("""["data"]""", config.GetProperty("shared_dirs").ToString().Replace("\n", "").Replace(" ", ""));
        Assert.Equal("appsettings.Production.json", config.GetProperty("shared_files")[0].GetString());
        Assert.Equal("cache", config.GetProperty("writable_dirs")[0].GetString());
    }

    [Fact]
    public async Task Hooks_run_in_order_and_an_answer_from_a_variable_is_handed_on_in_the_environment_alone()
    {
        await using var scene = await SceneAsync();
        scene.Environment["SHOP_TICKET"] = "T-1";

        var said = await scene.DotnetAsync("build", "-c", "Release", "-t:Deploy", "-p:HostsFile=all.props", "-p:DeployToolPath=fake/tool");

        Assert.Matches("(?s)ORDER BeforeDeploy.*ORDER Extra.*ORDER AfterDeploy web1", said.Text);
        Assert.Contains("DEPLOY_ANSWER_CHANGE_TICKET=T-1\n", scene.Read("fake/environment"));
        Assert.DoesNotContain("T-1", scene.Read("fake/words"));
        Assert.Contains("DOTNET_HOST_PATH", scene.Read("fake/environment"));
        Assert.DoesNotContain("MSBuildSDKsPath", scene.Read("fake/environment"));
    }

    [Theory]
    [InlineData("DeployRollback", "rollback --to r1 --file F --output json --leash --interactive never -vvv --batch 1 --timeout 20m --answer release-note=all of it --limit 2")]
    [InlineData("DeployUnlock", "unlock --file F --output json --leash --interactive never -vvv --timeout 20m --answer release-note=all of it --limit 2")]
    [InlineData("DeployStatus", "status --file F -vvv --timeout 20m --answer release-note=all of it --limit 2")]
    [InlineData("DeployPlan", "plan deploy --file F --batch 1 --limit 2")]
    public async Task Every_target_is_a_command_of_the_tool_and_gets_every_option_that_it_has(string target, string words)
    {
        await using var scene = await SceneAsync();
        scene.Environment["SHOP_TICKET"] = "T-1";

        var said = await scene.DotnetAsync("build", $"-t:{target}", "-p:HostsFile=all.props", "-p:DeployToolPath=fake/tool", "-p:DeployArguments=--limit 2",
            "-p:DeployRollbackTo=r1", "-p:DeployReleaseName=r2", "-p:DeployBatch=1", "-p:DeployTimeout=20m", "-p:DeployVerbosity=diagnostic", "-p:DeploySource=site");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Equal(words, Regex.Replace(scene.Read("fake/words").TrimEnd().ReplaceLineEndings(" "), "(?<=--file )[^ ]+", "F", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains("DEPLOY_ANSWER_CHANGE_TICKET=T-1\n", scene.Read("fake/environment"));
        var recipe = JsonDocument.Parse(scene.Read("fake/recipe.json")).RootElement;
        Assert.Equal(target == "DeployPlan", recipe.GetProperty("config").TryGetProperty("release_name", out _));
        Assert.Equal(target == "DeployPlan" ? Path.Combine(scene.Folder, "site") : null, recipe.TryGetProperty("artifact", out _) ? Text(recipe, "artifact", "path") : null);
        Assert.Equal(target is "DeployRollback" or "DeployUnlock", File.Exists(Path.Combine(scene.Folder, "bin", "deploy-result.json")));
    }

    [Theory]
    [InlineData("DeployRollback")]
    [InlineData("DeployUnlock")]
    [InlineData("DeployStatus")]
    [InlineData("DeployPlan")]
    [InlineData("DeployRun")]
    public async Task A_project_that_is_not_to_be_deployed_starts_the_tool_for_no_target(string target)
    {
        await using var scene = await SceneAsync();

        var said = await scene.DotnetAsync("build", $"-t:{target}", "-p:HostsFile=all.props", "-p:DeployToolPath=fake/tool", "-p:DeploySkip=true");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Contains("DT8103: Shop is not deployed: DeploySkip is true", said.Text);
        Assert.False(File.Exists(Path.Combine(scene.Folder, "fake", "words")));
    }

    [Fact]
    public async Task Two_instances_of_one_project_have_a_recipe_each_and_none_is_left_behind()
    {
        await using var scene = await SceneAsync();
        // Each reads its recipe when both are there.
        await scene.WriteAsync("fake/tool", """
            #!/bin/sh
            here=$(dirname "$0")
            while [ "$1" != --file ]; do shift; done
            file=$2
            while [ "$1" != --environment ]; do shift; done
            touch "$here/$2"
            until [ -e "$here/blue" ] && [ -e "$here/green" ]; do sleep 0.1; done
            cp "$file" "$here/recipe-$2.json"
            """);
        await scene.WriteAsync("Directory.Build.targets", """
            <Project>
              <Target Name="Both">
                <ItemGroup>
                  <Colour Include="$(MSBuildProjectFullPath)" AdditionalProperties="DeployEnvironment=blue;DeployService=blue" />
                  <Colour Include="$(MSBuildProjectFullPath)" AdditionalProperties="DeployEnvironment=green;DeployService=green" />
                </ItemGroup>
                <MSBuild Projects="@(Colour)" Targets="DeployRun" Properties="DeployTask=any" BuildInParallel="true" />
              </Target>
            </Project>
            """);

        var said = await scene.DotnetAsync("build", "-t:Both", "-m:2", "-p:DeployToolPath=fake/tool");

        Assert.True(said.Exit == 0, said.Text);
        Assert.All(new[] { "blue", "green" }, colour =>
            Assert.Equal(colour, Text(JsonDocument.Parse(scene.Read($"fake/recipe-{colour}.json")).RootElement, "config", "service")));
        Assert.Empty(Directory.GetFiles(Path.Combine(scene.Folder, "obj"), "recipe*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public void Every_call_of_the_task_says_everything_that_any_of_them_says()
    {
        string[] own = ["Command", "Tasks", "Artifact", "To"];
        var calls = XDocument.Load(Path.Combine(Repository.Root, "src", "DeployTasks.MSBuild", "build", "DeployTasks.MSBuild.targets"))
            .Descendants().Where(element => element.Name.LocalName == "DeployRecipe" && element.HasAttributes)
            .Select(call => call.Attributes().Select(attribute => attribute.Name.LocalName).Except(own).ToArray()).ToArray();

        Assert.Equal(6, calls.Length);
        Assert.All(calls, call => Assert.Equal(calls[0], call));
    }

    [Fact]
    public async Task A_label_may_have_three_values()
    {
        await using var scene = await SceneAsync();
        await scene.WriteAsync("labels.props", """
            <Project>
              <ItemGroup>
                <DeployHost Include="web1" Labels="role=web;role=api; role = db;spare" />
              </ItemGroup>
            </Project>
            """);

        var said = await scene.DotnetAsync("build", "-t:DeployPlan", "-p:HostsFile=labels.props", "-p:DeployToolPath=fake/tool");

        Assert.True(said.Exit == 0, said.Text);
        var host = JsonDocument.Parse(scene.Read("fake/recipe.json")).RootElement.GetProperty("hosts").GetProperty("web1");
        Assert.Equal("""{"labels":{"role":["web","api","db"],"spare":"true"}}""", Ordered(host));
    }

    private static async Task<PackageScene> SceneAsync()
    {
        var scene = await PackageScene.OfAsync("MsBuild", hosts: 0);
        await scene.WriteAsync("all.props", Project);
        await scene.WriteAsync("fake/tool", Recorder);
        File.SetUnixFileMode(Path.Combine(scene.Folder, "fake", "tool"), (UnixFileMode)0b111_101_101);
        return scene;
    }

    private static string Ordered(JsonElement map)
    {
        string[] order = ["hostname", "remote_user", "port", "deploy_path", "keep_alive", "http_port", "labels"];
        return "{" + string.Join(",", map.EnumerateObject().OrderBy(member => Array.IndexOf(order, member.Name))
            .Select(member => $"\"{member.Name}\":{member.Value.ToString().Replace("\n", "").Replace(" ", "") switch { var text when member.Value.ValueKind == JsonValueKind.String => $"\"{text}\"", var text => text }}")) + "}";
    }

    private static string? Text(JsonElement map, params string[] path) =>
        path.Aggregate(map, (inner, name) => inner.GetProperty(name)).GetString();
}
