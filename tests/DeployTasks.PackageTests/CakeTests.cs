using System.Text.Json;

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

    [Fact]
    public async Task Every_alias_works_with_a_recipe_with_settings_and_with_a_configurator()
    {
        await using var scene = await SceneAsync(hosts: 1);
        await scene.WriteAsync("hello.sh", "echo script on {{alias}}\n".Replace("{{alias}}", "$LAB_HOST", StringComparison.Ordinal));
        // If its start waited for it, nobody would ever make that file.
        await scene.WriteAsync("later.sh", $"until [ -e {scene.Folder}/go ]; do sleep 0.1; done\necho late words\n");
        var (host, lab) = (scene.Lab.Hosts[0], scene.Lab);
        await scene.WriteAsync("whole.yaml", "import: deploy.yaml\nartifact: {path: site}\ntasks:\n  greet: {steps: [{info: 'hello {{alias}}'}]}\n");
        await scene.WriteAsync("every.cake", $$"""
            #addin nuget:?package=Cake.DeployTasks&version=0.1.0
            using Cake.DeployTasks;

            FilePath recipe = "whole.yaml";
            var settings = new DeploySettings { Recipe = recipe, Select = "web1", Timeout = TimeSpan.FromMinutes(5) };
            // Without any file: the settings say it all.
            Action<DeploySettings> configure = own =>
            {
                own.Artifact = Directory("./site");
                own.Settings["known_hosts_file"] = "{{lab.KnownHostsFile}}";
                own.Settings["identity_file"] = "{{lab.IdentityFile}}";
                own.Hosts["web9"] = new DeployHost { Hostname = "{{host.Address}}", Port = {{host.Port}}, RemoteUser = "{{Lab.SshLab.User}}", DeployPath = "{{host.DeployPath}}" };
            };
            Action<DeploySettings> withRecipe = own => { own.Recipe = recipe; own.Batch = "1"; };
            void Tell(string alias, DeployResult result) => Information("TOLD {0} {1} {2}", alias, result.ExitCode, string.Join(",", result.Hosts.Select(one => $"{one.Host}:{one.Status}:{one.Release}")));

            DeployPlan(recipe); DeployPlan(settings); DeployPlan(configure);
            settings.Settings["release_name"] = "r1";
            Tell("deploy", Deploy(settings));
            System.IO.File.WriteAllText("site/index.html", "two");
            Tell("deploy", Deploy(configure));
            System.IO.File.WriteAllText("site/index.html", "three");
            var third = Deploy(recipe);
            if (third.Hosts[0].Duration <= TimeSpan.Zero || third.Hosts[0].PreviousRelease is null) throw new Exception("no facts");
            settings.Settings.Clear();
            Tell("rollback", DeployRollback(recipe));
            settings.Settings["rollback_to"] = "r1";
            settings.Batch = "1";
            Tell("rollback", DeployRollback(settings));
            var nowhere = false;
            try { DeployRollback(configure); } catch (Exception) { nowhere = true; }
            Information("NOWHERE {0}", nowhere);
            Tell("run", DeployRun("greet", recipe)); Tell("run", DeployRun("greet", settings)); Tell("run", DeployRun("greet", withRecipe));
            Tell("exec", DeployExec("true", recipe)); Tell("exec", DeployExec("true", settings)); Tell("exec", DeployExec("true", configure));
            Information("SCRIPT {0}", DeployScript("hello.sh", recipe).Hosts[0].Output.Trim());
            Tell("script", DeployScript("hello.sh", settings)); Tell("script", DeployScript("hello.sh", configure));
            var started = DeployScriptStart("later.sh", "later", settings);
            Tell("start", started);
            System.IO.File.WriteAllText("go", "");
            Information("LATER {0} {1}", started.ScriptId, DeployScriptWait(started.ScriptId, settings).Hosts[0].Output.Trim());
            Tell("status", DeployStatus(recipe)); Tell("status", DeployStatus(settings)); Tell("status", DeployStatus(configure));
            Tell("unlock", DeployUnlock(recipe)); Tell("unlock", DeployUnlock(settings)); Tell("unlock", DeployUnlock(configure));
            """);

        var said = await scene.RunAsync(Path.Combine(scene.Folder, ".tools", "dotnet-cake"), "every.cake");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Contains("TOLD deploy 0 web1:done:r1", said.Text);
        Assert.Matches(@"TOLD deploy 0 web9:done:\d{8}-", said.Text);
        Assert.Contains("TOLD rollback 0 web1:done:r1", said.Text);
        Assert.Contains("NOWHERE True", said.Text);
        Assert.Equal(3, PackageScene.Count(said.Text, @"TOLD run 0 web1"));
        Assert.Equal(3, PackageScene.Count(said.Text, @"TOLD exec 0 web"));
        Assert.Contains("SCRIPT script on web1", said.Text);
        Assert.Equal(2, PackageScene.Count(said.Text, @"TOLD script 0 web"));
        Assert.Contains("TOLD start 0 web1:done", said.Text);
        Assert.Matches("LATER later-[0-9a-f]{12} late words", said.Text);
        Assert.Equal(3, PackageScene.Count(said.Text, @"TOLD status 0 web\d:\w+:r1"));
        Assert.Equal(3, PackageScene.Count(said.Text, @"TOLD unlock 0 web"));
    }

    [Fact]
    public async Task Settings_arrive_as_they_are_a_cut_event_is_text_and_a_relative_recipe_is_the_builds()
    {
        await using var scene = await SceneAsync(hosts: 0);
        await scene.WriteAsync("fake", """
            #!/bin/sh
            while [ "$1" != --file ]; do shift; done
            cat "$2" >"$(dirname "$0")/recipe"
            echo '{"event": "said", "level": "info", "te'
            """);
        File.SetUnixFileMode(Path.Combine(scene.Folder, "fake"), (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Path.Combine(scene.Folder, "elsewhere"));
        await scene.WriteAsync("own.yaml", "tasks: {t: {steps: [{run: date}]}}");
        await scene.WriteAsync("settings.cake", """
            #addin nuget:?package=Cake.DeployTasks&version=0.1.0
            DeploySettings Own() => new DeploySettings { Recipe = "own.yaml", ToolPath = "./fake", WorkingDirectory = "./elsewhere" };
            DeployRun("t", Own());
            Information("SAME {0}", System.IO.File.ReadAllText("recipe") == System.IO.File.ReadAllText("own.yaml"));
            var settings = Own();
            settings.Settings["env"] = new Dictionary<string, string> { ["LANG"] = "C" };
            settings.Settings["ports"] = new List<int> { 80, 81 };
            settings.Settings["words"] = new[] { "a", "b" };
            settings.Settings["size"] = 5000000000L;
            DeployRun("t", settings);
            settings.Settings["odd"] = new System.Text.StringBuilder("text");
            try { DeployRun("t", settings); } catch (CakeException refused) { Information("REFUSED {0}", refused.Message); }
            """);

        var said = await scene.RunAsync(Path.Combine(scene.Folder, ".tools", "dotnet-cake"), "settings.cake");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Contains("SAME True", said.Text);
        Assert.Contains("REFUSED Deploy: a setting cannot be a System.Text.StringBuilder", said.Text);
        Assert.Contains("""{"event": "said", "level": "info", "te""", said.Text);
        using var recipe = JsonDocument.Parse(scene.Read("recipe"));
        Assert.Equal("""{"env":{"LANG":"C"},"ports":[80,81],"words":["a","b"],"size":5000000000}""",
            JsonSerializer.Serialize(recipe.RootElement.GetProperty("config")));
        Assert.Equal(Path.Combine(scene.Folder, "own.yaml"), recipe.RootElement.GetProperty("import")[0].GetString());
    }

    [Fact]
    public async Task A_build_that_is_compiled_knows_where_the_tool_is()
    {
        await using var scene = await PackageScene.OfAsync("", hosts: 0);
        await scene.WriteAsync("build.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Cake.DeployTasks" Version="0.1.0" /></ItemGroup>
            </Project>
            """);
        await scene.WriteAsync("Program.cs", """System.Console.WriteLine($"TOOLS {System.AppContext.GetData("Cake.DeployTasks.Tools")}");""");

        var said = await scene.DotnetAsync("run");

        Assert.True(said.Exit == 0, said.Text);
        Assert.True(File.Exists(Path.Combine(said.Text.Split("TOOLS ")[1].Trim(), "any", "dotnet-deploy.dll")), said.Text);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(9)]
    public async Task A_script_that_is_ended_leaves_no_process_and_no_lock_behind(int signal)
    {
        await using var scene = await SceneAsync(hosts: 1);
        var seconds = $"9{Random.Shared.Next(100_000, 999_999)}";
        await scene.WriteAsync("hang.yaml", $"import: deploy.yaml\ntasks:\n  hang: {{steps: [{{run: sleep {seconds}}}]}}\n  locked: [deploy:setup, deploy:lock, hang]\nfail: {{locked: deploy:unlock}}\n");
        await scene.WriteAsync("hang.cake", "#addin nuget:?package=Cake.DeployTasks&version=0.1.0\nTask(\"Default\").Does(() => DeployRun(\"locked\", new FilePath(\"hang.yaml\")));\nRunTarget(\"Default\");\n");
        var pid = 0;
        scene.Started = started => pid = started;

        var cake = scene.RunAsync(Path.Combine(scene.Folder, ".tools", "dotnet-cake"), "hang.cake");
        await Processes.Until(() => Processes.AnyWith($"sleep\0{seconds}") || cake.IsCompleted, "the step to run");
        Assert.False(cake.IsCompleted, cake.IsCompleted ? (await cake).Text : "");
        Lab.LabProcess.Signal(pid, signal);
        _ = await cake;

        await Processes.Until(() => !Processes.AnyWith($"sleep\0{seconds}") && !Processes.AnyWith(scene.Folder), "everything to end");
        Assert.Null(new FileInfo(Path.Combine(scene.Lab.Hosts[0].DeployPath, ".dep", "lock")).LinkTarget);
    }

    [Fact]
    public async Task A_tool_on_the_path_serves_where_the_package_has_none_and_answers_are_never_shown()
    {
        await using var scene = await SceneAsync(hosts: 1);
        await scene.WriteAsync("answer.yaml", "import: deploy.yaml\ntasks:\n  ask: {steps: [{secret: 'Which key?', key: api-key}, {info: asked}]}\n");
        await scene.WriteAsync("path.cake", """
            #addin nuget:?package=Cake.DeployTasks&version=0.1.0
            var settings = new DeploySettings { Recipe = "answer.yaml" };
            settings.Answers["api-key"] = "c0ffee-s3cr3t";
            Information("STATUS {0}", DeployRun("ask", settings).Hosts[0].Status);
            """);
        var cake = Path.Combine(scene.Folder, ".tools", "dotnet-cake");
        var first = await scene.RunAsync(cake, "path.cake", "--verbosity=diagnostic");
        Assert.Contains("STATUS done", first.Text);
        Assert.DoesNotContain("s3cr3t", first.Text);

        var addin = Directory.GetDirectories(Path.Combine(scene.Folder, "tools", "Addins"), "Cake.DeployTasks*").Single();
        Directory.Move(Path.Combine(addin, "tools"), Path.Combine(scene.Folder, "aside"));
        Assert.NotEqual(0, (await scene.RunAsync(cake, "path.cake")).Exit);
        await scene.WriteAsync("bin/dotnet-deploy", $"#!/bin/sh\nexec {Repository.DotnetRoot}/dotnet {scene.Folder}/aside/any/dotnet-deploy.dll \"$@\"\n");
        File.SetUnixFileMode(Path.Combine(scene.Folder, "bin", "dotnet-deploy"), (UnixFileMode)0b111_101_101);
        scene.Environment["PATH"] = $"{scene.Folder}/bin:{Environment.GetEnvironmentVariable("PATH")}";
        var second = await scene.RunAsync(cake, "path.cake");
        Assert.Contains("STATUS done", second.Text);
    }

    private static Task<Said> CakeAsync(PackageScene scene, string target) =>
        scene.RunAsync(Path.Combine(scene.Folder, ".tools", "dotnet-cake"), "build.cake", $"--target={target}", "--settings_enablescriptcache=true");

    private static async Task<PackageScene> SceneAsync(int hosts = 2)
    {
        var scene = await PackageScene.OfAsync("Cake", hosts);
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
