using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Events;
using DeployTasks.Tests.Support;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool.GitHub;

public class GitHubOutputTests
{
    [Fact]
    public void The_log_of_a_run_is_reviewed()
    {
        using var scene = new GitHubScene();
        scene.Secrets.Add("s3cr3t");
        scene.Play(ScriptedRun.Events());

        Snapshot.Verify(string.Join('\n', scene.Runner.Shown.Select(line => line.Contains("::", StringComparison.Ordinal) && line.Length > 30 ? "(token)" : line)));
        Assert.False(scene.Runner.IsStopped);
    }

    [Fact]
    public void Each_host_has_one_group_that_holds_everything_it_said()
    {
        using var scene = new GitHubScene();
        scene.Play(ScriptedRun.Events());

        var groups = scene.Stdout.Split('\n').Where(line => line.StartsWith("::group::", StringComparison.Ordinal));
        Assert.Equal(["::group::web1: done", "::group::web2: failed", "::group::db1: done"], groups);
        var web1 = scene.Stdout.Split("::group::web1: done\n")[1].Split("::endgroup::")[0];
        Assert.Contains("[web1] | web1 half a line\n", web1);
        Assert.DoesNotContain("web2", web1);
    }

    [Fact]
    public void Every_block_of_what_hosts_say_has_a_token_of_its_own()
    {
        using var scene = new GitHubScene();
        scene.Play(ScriptedRun.Events());

        var tokens = scene.Stdout.Split('\n').Where(line => line.StartsWith("::stop-commands::", StringComparison.Ordinal))
            .Select(line => line["::stop-commands::".Length..]).ToArray();
        Assert.True(tokens.Length >= 3);
        Assert.Equal(tokens.Length, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Matches("^[0-9a-f]{32}$", token));
        Assert.All(tokens, token => Assert.Contains($"\n::{token}::\n", scene.Stdout));
    }

    [Fact]
    public void A_failed_host_is_one_annotation_with_the_file_and_line_of_the_recipe()
    {
        using var scene = new GitHubScene();
        File.WriteAllText(Path.Combine(scene.Folder, "deploy.yaml"), "");
        scene.Play(ScriptedRun.Events());

        var error = Assert.Single(scene.Runner.Errors);
        Assert.Equal("deploy.yaml", error.Properties["file"]);
        Assert.Equal("12", error.Properties["line"]);
        Assert.Equal("9", error.Properties["col"]);
        Assert.Equal("web2: app:restart: DT5001", error.Properties["title"]);
        Assert.Equal("systemctl restart app ended with exit code 3. Look at the last lines of its output above", error.Data);
    }

    [Fact]
    public void What_fails_in_a_built_in_task_is_shown_where_the_host_stands_in_the_recipe()
    {
        using var scene = new GitHubScene();
        var recipe = Path.Combine(scene.Folder, "ci", "deploy.yaml");
        var host = new PlannedHost(new HostDefinition("web2", new Place(recipe, 7, 3)), ImmutableSortedDictionary<string, Value>.Empty);
        scene.Plan = new Plan(["deploy"], [host], [], []);
        var error = ScriptedRun.ExitThree with { Place = new Place("built-in/deploy.yaml", 90, 9) };
        scene.Play(new HostEnded("web2", Outcome.Failed(error), TimeSpan.Zero), new RunEnded(ExitCode.StepFailed, TimeSpan.Zero) { Errors = [error] });

        var shown = Assert.Single(scene.Runner.Errors);
        Assert.Equal(("ci/deploy.yaml", "7"), (shown.Properties["file"], shown.Properties["line"]));
    }

    [Fact]
    public void Of_many_failed_hosts_nine_are_shown_and_the_tenth_tells_of_the_others()
    {
        using var scene = new GitHubScene();
        var errors = Enumerable.Range(1, 25).Select(i => ScriptedRun.ExitThree with { Host = $"web{i}" }).ToArray();
        scene.Play([
            .. errors.Select(error => new HostEnded(error.Host!, Outcome.Failed(error), TimeSpan.Zero)),
            new RunEnded(ExitCode.StepFailed, TimeSpan.Zero) { Errors = [.. errors] },
        ]);

        var shown = scene.Runner.Errors.ToArray();
        Assert.Equal(10, shown.Length);
        Assert.Equal("16 more errors", shown[^1].Properties["title"]);
        Assert.Contains("web25: DT5001", shown[^1].Data);
    }

    [Fact]
    public void An_annotation_cannot_be_ended_from_within()
    {
        using var scene = new GitHubScene();
        var error = new Error("DT5001", ExitCode.StepFailed, "a%0Ab\n::error::forged, ##[error]x: y", "Go on") { Host = "web1" };
        scene.Play(new HostEnded("web1", Outcome.Failed(error), TimeSpan.Zero), new RunEnded(ExitCode.StepFailed, TimeSpan.Zero) { Errors = [error] });

        Assert.StartsWith("a%0Ab\n:", Assert.Single(scene.Runner.Errors).Data);
        Assert.Single(scene.Runner.Commands);
    }

    [Fact]
    public void Errors_that_concern_no_host_are_annotated_too()
    {
        using var scene = new GitHubScene();
        scene.Play(new RunEnded(ExitCode.Interrupted, TimeSpan.Zero) { Errors = [Errors.Cancelled(ExitCode.Interrupted)] });

        Assert.Equal("DT3010", Assert.Single(scene.Runner.Errors).Properties["title"]);
    }

    [Fact]
    public void Quiet_shows_only_what_failed()
    {
        using var scene = new GitHubScene { Verbosity = Verbosity.Quiet };
        scene.Play(ScriptedRun.Events());

        Assert.Equal(["web2: failed"], scene.Runner.Commands.Where(command => command.Name == "group").Select(command => command.Data));
        Assert.DoesNotContain(scene.Runner.Shown, line => line.Contains("web1", StringComparison.Ordinal));
        Assert.Single(scene.Runner.Errors);
    }

    [Fact]
    public void No_hostile_line_of_a_host_does_anything()
    {
        var lines = HostileLines.All.ToArray();
        Assert.True(lines.Length >= 300);
        using var scene = new GitHubScene();
        scene.Play([
            new TaskStarted("t", ["web1"]),
            .. lines.Select(line => GitHubScene.Bytes("web1", line + "\n")),
            .. lines.Select(line => new Said("web1", SaidLevel.Warning, line)),
            .. lines.Select(line => new StepStarted("web1", "t", 1, line)),
            .. lines.Select(line => new Said(null, SaidLevel.Warning, line)),
            new HostEnded("web1", Outcome.Done, TimeSpan.Zero),
            new RunEnded(ExitCode.Done, TimeSpan.Zero),
        ]);

        Assert.DoesNotContain(scene.Runner.Shown, CanonicalErrorParser.Acts);
        Assert.All(HostileLines.ForOthers, one => Assert.DoesNotContain(one.Mark, scene.Stdout));
        Assert.Equal(["group", "endgroup"], scene.Runner.Commands.Select(command => command.Name));
        Assert.Empty(scene.Runner.Masks);
        Assert.False(scene.Runner.IsStopped);
    }
}
