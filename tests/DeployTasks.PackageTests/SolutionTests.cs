namespace DeployTasks.PackageTests;

/// <summary>Console applications and a library without the package, in one solution.</summary>
public sealed class SolutionTests
{
    [Fact]
    public async Task A_solution_without_directions_is_refused_before_anything_is_deployed()
    {
        await using var scene = await SceneAsync("Job", "Library");

        var said = await scene.DotnetAsync("build", "App.sln", "-c", "Release", "-t:Deploy");

        Assert.Equal(1, said.Exit);
        Assert.Matches(@"Job\.csproj : error DT8110: ", said.Text);
        Assert.False(Directory.Exists(scene.Lab.Hosts[0].DeployPath + "-Job"));
    }

    [Fact]
    public async Task With_the_file_of_the_manual_projects_without_the_package_are_passed_by_and_a_console_app_runs()
    {
        await using var scene = await SceneAsync("Job", "Library");
        await scene.WriteAsync("Directory.Solution.targets", Manual());

        var said = await scene.DotnetAsync("build", "App.sln", "-c", "Release", "-t:Deploy");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Equal(1, PackageScene.Count(said.Text, "deploy:symlink on"));
        var ran = await scene.DotnetAsync(Path.Combine(scene.Lab.Hosts[1].DeployPath + "-Job", "current", "Job.dll"));
        Assert.Equal("Job with the library\n", ran.Text);

        var back = await scene.DotnetAsync("build", "App.sln", "-t:DeployRollback");
        Assert.Contains("DT5015", back.Text);
    }

    [Fact]
    public async Task Two_projects_are_deployed_at_the_same_time()
    {
        await using var scene = await SceneAsync("Job", "Other");
        await scene.WriteAsync("Directory.Solution.targets", Manual().Replace("BuildInParallel=\"false\"", "BuildInParallel=\"true\"", StringComparison.Ordinal));
        // Each waits for the other on the host, so one after the other would never end well.
        await scene.WriteAsync("deploy.yaml", $$$"""
            tasks:
              meet:
                steps:
                  - run: touch {{{scene.Lab.Folder}}}/{{alias}}-{{application}}; while [ ! -e {{{scene.Lab.Folder}}}/{{alias}}-Job ] || [ ! -e {{{scene.Lab.Folder}}}/{{alias}}-Other ]; do sleep 0.1; done
                    timeout: 50s
            before:
              deploy:symlink: meet
            """);

        var said = await scene.DotnetAsync("build", "App.sln", "-c", "Release", "-t:Deploy", "-m:2", "-p:DeployRecipe=../deploy.yaml");

        Assert.True(said.Exit == 0, said.Text);
        Assert.All(scene.Lab.Hosts, host => Assert.True(File.Exists(host.DeployPath + "-Job/current/Job.dll") && File.Exists(host.DeployPath + "-Other/current/Other.dll")));
    }

    [Theory]
    [InlineData("-graph")]
    [InlineData("-graph", "-isolate")]
    public async Task A_project_graph_is_built_and_deployed(params string[] options)
    {
        await using var scene = await SceneAsync("Job", "Library");
        var restored = await scene.DotnetAsync("restore", "Job/Job.csproj");
        Assert.True(restored.Exit == 0, restored.Text);

        var said = await scene.DotnetAsync(["build", "Job/Job.csproj", "--no-restore", "-c", "Release", "-t:Deploy", .. options]);

        Assert.True(said.Exit == 0, said.Text);
        Assert.Equal(1, PackageScene.Count(said.Text, "deploy:symlink on"));
    }

    // The very text that the page for users tells them to copy.
    private static string Manual()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "msbuild.md"));
        var start = page.IndexOf("```xml", page.IndexOf("Directory.Solution.targets", StringComparison.Ordinal), StringComparison.Ordinal) + 6;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static async Task<PackageScene> SceneAsync(params string[] projects)
    {
        var scene = await PackageScene.OfAsync("");
        await scene.WriteHostItemsAsync();
        foreach (var name in projects)
        {
            var isLibrary = name == "Library";
            var usesLibrary = !isLibrary && projects.Contains("Library");
            await scene.WriteAsync($"{name}/{name}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <OutputType>{(isLibrary ? "Library" : "Exe")}</OutputType>
                    <DeployPathSuffix>-$(MSBuildProjectName)</DeployPathSuffix>
                  </PropertyGroup>
                  {(isLibrary ? "" : """<Import Project="../hosts.props" /><ItemGroup><PackageReference Include="DeployTasks.MSBuild" Version="0.1.0" PrivateAssets="all" /></ItemGroup>""")}
                  {(usesLibrary ? """<ItemGroup><ProjectReference Include="../Library/Library.csproj" /></ItemGroup>""" : "")}
                </Project>
                """);
            await scene.WriteAsync($"{name}/Code.cs", isLibrary ? "public static class Library { public const string Name = \"the library\"; }"
                : $"Console.WriteLine(\"{name} with \" + {(usesLibrary ? "Library.Name" : "nothing")});".Replace("+ nothing", "+ \"nothing\"", StringComparison.Ordinal));
        }

        await scene.WriteAsync("App.sln", Solution(projects));
        return scene;
    }

    private static string Solution(IEnumerable<string> projects)
    {
        var all = projects.Select((name, number) => (Name: name, Id: $"{{00000000-0000-0000-0000-00000000000{number}}}")).ToArray();
        return $"""
            Microsoft Visual Studio Solution File, Format Version 12.00
            {string.Join('\n', all.Select(one => $"Project(\"{{9A19103F-16F7-4668-BE54-9A1E7A4F7556}}\") = \"{one.Name}\", \"{one.Name}\\{one.Name}.csproj\", \"{one.Id}\"\nEndProject"))}
            Global
            	GlobalSection(SolutionConfigurationPlatforms) = preSolution
            		Debug|Any CPU = Debug|Any CPU
            		Release|Any CPU = Release|Any CPU
            	EndGlobalSection
            	GlobalSection(ProjectConfigurationPlatforms) = postSolution
            {string.Join('\n', all.SelectMany(one => new[] { "Debug", "Release" }.SelectMany(kind => new[]
            {
                $"\t\t{one.Id}.{kind}|Any CPU.ActiveCfg = {kind}|Any CPU",
                $"\t\t{one.Id}.{kind}|Any CPU.Build.0 = {kind}|Any CPU",
            })))}
            	EndGlobalSection
            EndGlobal

            """;
    }
}
