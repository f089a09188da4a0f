using System.Text.Json;
using DeployTasks.SystemTests.Releases;
using DeployTasks.Tests.Events;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>The action from its inputs to its outputs, on real hosts.</summary>
public class ActionTests
{
    [Fact]
    public async Task It_deploys_and_hands_over_what_it_did()
    {
        await using var scene = await ReleaseScene.StartAsync(2);
        using var first = await new ActionRun(scene.Folder, ("options", "release_name=r1\r\n\r\nkeep_releases=3")).RunAsync();
        Assert.True(first.Exit == 0, first.Log + first.Errors);
        scene.Publish("index.html", "two");
        using var action = await new ActionRun(scene.Folder, ("options", "release_name=r2")).RunAsync();
        Assert.True(action.Exit == 0, action.Log + action.Errors);

        Assert.Equal(["two", "two"], scene.Served());
        Assert.Equal(("r2", "r1", ""), (action.Output("release"), action.Output("previous-release"), action.Output("failed-hosts")));
        using var result = JsonDocument.Parse(action.Output("result"));
        Assert.Equal("done", result.RootElement.GetProperty("hosts").GetProperty("web2").GetProperty("outcome").GetString());
        Assert.Contains("| web2 | done | r2 | r1 |", action.Summary);
        Assert.Equal(["web1: done", "web2: done"], action.Runner.Commands.Where(command => command.Name == "group").Select(command => command.Data));
        Assert.Empty(action.Runner.Errors);
        Assert.Equal(["Look for .NET", "Install DeployTasks", "Deploy"], action.Ran);
    }

    [Fact]
    public async Task A_host_that_fails_is_an_annotation_an_output_and_a_failed_step()
    {
        await using var scene = await ReleaseScene.StartAsync(2,
            "tasks: {t: {steps: ['echo last words; [ $LAB_HOST != web2 ]']}}\nafter: {deploy:migrate: t}");
        using var action = await new ActionRun(scene.Folder).RunAsync();

        Assert.Equal(1, action.Exit);
        Assert.Equal("web2", action.Output("failed-hosts"));
        var error = Assert.Single(action.Runner.Errors);
        Assert.Equal("deploy.yaml", error.Properties["file"]);
        Assert.StartsWith("web2: t: DT", error.Properties["title"]);
        Assert.Contains("```text\nlast words\n```", action.Summary);
        Assert.Empty(scene.Locks());
    }

    [Fact]
    public async Task No_input_is_ever_a_command()
    {
        await using var scene = await ReleaseScene.StartAsync(1, "tasks: {say: {steps: ['echo {{word}}']}}");
        var mark = Path.Combine(scene.Folder, "mark");
        var hostile = $"$(touch {mark}) `touch {mark}` ; touch {mark} \" ' \\ *";
        using var action = await new ActionRun(scene.Folder, ("task", "say"), ("options", $"word={hostile}"), ("select", "web1")).RunAsync();

        Assert.True(action.Exit == 0, action.Log + action.Errors);
        Assert.Contains($"[web1] | {hostile}", action.Runner.Shown);
        foreach (var input in new[] { "task", "file", "select", "artifact", "environment", "batch", "timeout", "working-directory", "verbosity", "dry-run", "answers", "shard" })
        {
            using var refused = await new ActionRun(scene.Folder, (input, hostile)).RunAsync();
            Assert.True(refused.Exit is 1 or 2, $"{input}: exit {refused.Exit}\n{refused.Log}{refused.Errors}");
        }

        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task Three_hundred_hostile_lines_of_a_host_do_nothing()
    {
        var lines = HostileLines.All.ToArray();
        Assert.True(lines.Length >= 300);
        await using var scene = await ReleaseScene.StartAsync(1, "tasks: {t: {steps: ['cat {{hostile}}', 'cat {{hostile}} >&2; false']}}");
        var file = Path.Combine(scene.Folder, "hostile");
        await File.WriteAllLinesAsync(file, lines);
        using var action = await new ActionRun(scene.Folder, ("task", "t"), ("options", $"hostile={file}")).RunAsync();

        Assert.Equal(1, action.Exit);
        Assert.True(action.Log.Split('\n').Length > 600, action.Log);
        Assert.Equal(["group", "endgroup", "error"], action.Runner.Commands.Select(command => command.Name));
        Assert.DoesNotContain("evil", action.Runner.Masks);
        Assert.False(action.Runner.IsStopped);
        Assert.Equal(["deployment-id", "failed-hosts", "previous-release", "release", "result"], action.OutputNames.Append("deployment-id").Distinct().Order());
        Assert.All(HostileLines.ForOthers, one => Assert.DoesNotContain(one.Mark, action.Log));
        Assert.Single(action.Runner.Shown, CanonicalErrorParser.Acts);
    }

    [Fact]
    public async Task Answers_and_keys_come_from_inputs_and_no_child_sees_them()
    {
        await using var scene = await ReleaseScene.StartAsync(1, """
            tasks:
              ask:
                steps:
                  - secret: Password?
                    key: db-password
                  - run_locally: env; [ "$GITHUB_TOKEN" != of-the-job ] || echo mine
                  - run: echo "it is {{db-password}}"
            """, withIdentity: false);
        using var action = new ActionRun(scene.Folder, ("task", "ask"), ("answers", "db-password=hunter=22\n"),
            ("ssh-private-key", scene.Key), ("known-hosts", scene.KnownHosts));
        action.Environment["GITHUB_TOKEN"] = "of-the-job";
        _ = await action.RunAsync();

        Assert.True(action.Exit == 0, action.Log + action.Errors);
        Assert.Contains("[web1] | it is ***", action.Runner.Shown);
        Assert.DoesNotContain(action.Runner.Shown, line => line.Contains("hunter", StringComparison.Ordinal));
        Assert.DoesNotContain(action.Runner.Shown, line => line.Contains("INPUT_", StringComparison.Ordinal) || line.Contains("PRIVATE KEY", StringComparison.Ordinal));
        Assert.Contains("hunter=22", action.Runner.Masks);
        Assert.Contains("[web1] | mine", action.Runner.Shown);
        Assert.Contains("ghs_not_a_token", action.Runner.Masks);
    }

    [Fact]
    public async Task A_dry_run_touches_nothing_and_verbosity_is_a_word()
    {
        await using var scene = await ReleaseScene.StartAsync(1);
        using var action = await new ActionRun(scene.Folder, ("dry-run", "true"), ("verbosity", "debug")).RunAsync();

        Assert.True(action.Exit == 0, action.Log + action.Errors);
        Assert.Equal([null], scene.Served());
        Assert.False(Directory.Exists(scene.Hosts[0].DeployPath));
        Assert.Contains("Starting server at", action.Log);
    }

    [Fact]
    public async Task An_artifact_of_an_input_takes_the_place_of_the_recipes()
    {
        await using var scene = await ReleaseScene.StartAsync(1);
        _ = Directory.CreateDirectory(Path.Combine(scene.Folder, "out", "{{brace}}"));
        File.WriteAllText(Path.Combine(scene.Folder, "out", "{{brace}}", "index.html"), "another");
        using var action = await new ActionRun(scene.Folder, ("working-directory", "out"), ("artifact", "{{brace}}")).RunAsync();

        Assert.True(action.Exit == 0, action.Log + action.Errors);
        Assert.Equal(["another"], scene.Served());
    }

    [Fact]
    public async Task A_machine_without_dotnet_gets_it_first()
    {
        await using var scene = await ReleaseScene.StartAsync(1);
        using var action = new ActionRun(scene.Folder);
        foreach (var program in new[] { "grep", "sed", "mktemp", "rm" })
            File.CreateSymbolicLink(Path.Combine(action.Temp, program), $"/bin/{program}");
        (action.Environment["DEPLOYTASKS_TOOL"], action.Environment["PATH"]) = (null, action.Temp);
        _ = await action.RunAsync();

        Assert.StartsWith("actions/setup-dotnet@", Assert.Single(action.Used));
        Assert.Equal(["Look for .NET", "Install DeployTasks", "Remove DeployTasks"], action.Ran);
        Assert.Contains("dotnet: command not found", action.Errors);
        Assert.Empty(Directory.GetDirectories(action.Temp));
    }
}
