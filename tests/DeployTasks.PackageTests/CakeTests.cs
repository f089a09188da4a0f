namespace DeployTasks.PackageTests;

/// <summary>A real build script under a real dotnet cake, with the addin from the local feed.</summary>
public sealed class CakeTests
{
    [Fact]
    public async Task A_script_deploys_runs_commands_answers_questions_and_gets_typed_results()
    {
        await using var scene = await SceneAsync();

        var deploy = await CakeAsync(scene, "Deploy");
        Assert.True(deploy.Exit == 0, deploy.Text);
        Assert.True(PackageScene.Count(deploy.Text, @"RESULT web\d done \S+") == 2, deploy.Text);
        Assert.Equal("<h1>Cake</h1>\n", File.ReadAllText(Path.Combine(scene.Lab.Hosts[1].DeployPath, "current", "index.html")));

        var exec = await CakeAsync(scene, "Exec");
        Assert.Contains("OUTPUT hello from web2", exec.Text);

        var ask = await CakeAsync(scene, "Ask");
        Assert.True(ask.Exit == 0, ask.Text);
        Assert.Contains("ticket T-1 with blanks", ask.Text);
    }

    [Fact]
    public async Task A_failing_host_fails_the_script_with_its_code()
    {
        await using var scene = await SceneAsync();

        var said = await CakeAsync(scene, "Fail");

        Assert.Equal(1, said.Exit);
        Assert.Contains("DT5020", said.Text);
        Assert.Contains("Deploy: Process returned an error (exit code 1)", said.Text);
    }

    private static Task<Said> CakeAsync(PackageScene scene, string target) =>
        scene.RunAsync(Path.Combine(scene.Folder, ".tools", "dotnet-cake"), "build.cake", $"--target={target}", "--settings_enablescriptcache=true");

    private static async Task<PackageScene> SceneAsync()
    {
        var scene = await PackageScene.OfAsync("Cake");
        await scene.WriteAsync("hosts.yaml", scene.Lab.RecipeHosts());
        // Cake itself comes from the machine's feed, the addin from ours alone.
        var tool = await scene.RunAsync(Path.Combine(Repository.DotnetRoot, "dotnet"), "tool", "install", "Cake.Tool", "--version", "7.0.0",
            "--tool-path", ".tools", "--configfile", await MachineFeedAsync(scene));
        Assert.True(tool.Exit == 0, tool.Text);
        return scene;
    }

    private static async Task<string> MachineFeedAsync(PackageScene scene)
    {
        await scene.WriteAsync("machine.config", """
            <configuration>
              <packageSources>
                <clear />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
            </configuration>
            """);
        return "machine.config";
    }
}
