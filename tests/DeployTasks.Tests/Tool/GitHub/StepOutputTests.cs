using System.Collections.Immutable;
using System.Text.Json;
using DeployTasks.Events;

namespace DeployTasks.Tests.Tool.GitHub;

public class StepOutputTests
{
    private static readonly ImmutableSortedDictionary<string, string> Facts = ImmutableSortedDictionary<string, string>.Empty
        .Add("release_name", "20261122-1").Add("release_path", "/srv/releases/20261122-1").Add("previous_release", "20261121-4");

    [Fact]
    public void A_run_hands_over_its_release_the_one_before_and_who_failed()
    {
        using var scene = new GitHubScene();
        scene.Play([
            new RunStarted("r", ["deploy"], ["web1", "web2"]),
            new HostEnded("web1", Outcome.Done, TimeSpan.FromSeconds(2)) { Facts = Facts },
            new HostEnded("web2", Outcome.Failed(ScriptedRun.ExitThree), TimeSpan.FromSeconds(1)) { Facts = Facts },
            new RunEnded(ExitCode.StepFailed, TimeSpan.FromSeconds(3)) { Errors = [ScriptedRun.ExitThree] },
        ]);

        var outputs = FakeRunner.Outputs(scene.OutputFile);
        Assert.Equal(("20261122-1", "20261121-4", "web2"), (outputs["release"], outputs["previous-release"], outputs["failed-hosts"]));
        using var result = JsonDocument.Parse(outputs["result"]);
        Assert.Equal(1, result.RootElement.GetProperty("exit").GetInt32());
        Assert.Equal("failed", result.RootElement.GetProperty("outcome").GetString());
        Assert.Equal("done", result.RootElement.GetProperty("hosts").GetProperty("web1").GetProperty("outcome").GetString());
        Assert.Equal("DT5001", result.RootElement.GetProperty("hosts").GetProperty("web2").GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void A_run_without_a_release_has_none_to_report()
    {
        using var scene = new GitHubScene();
        scene.Play([
            new RunStarted("r", ["exec"], ["web1"]),
            new HostEnded("web1", Outcome.Done, TimeSpan.Zero) { Facts = Facts.Remove("release_path").Remove("previous_release") },
            new RunEnded(ExitCode.Done, TimeSpan.Zero),
        ]);

        Assert.Equal("", FakeRunner.Outputs(scene.OutputFile)["release"]);
    }

    [Fact]
    public void No_value_can_end_itself_and_set_another_output()
    {
        using var scene = new GitHubScene();
        var hostile = Facts.SetItem("release_name", "1\nEOF\nend-\nforged=1");
        scene.Play(new HostEnded("web1", Outcome.Done, TimeSpan.Zero) { Facts = hostile }, new RunEnded(ExitCode.Done, TimeSpan.Zero));
        scene.Play(new HostEnded("web1", Outcome.Done, TimeSpan.Zero) { Facts = hostile }, new RunEnded(ExitCode.Done, TimeSpan.Zero));

        Assert.DoesNotContain("forged", FakeRunner.Outputs(scene.OutputFile).Keys);
        var delimiters = File.ReadLines(scene.OutputFile).Where(line => line.Contains("<<end-", StringComparison.Ordinal)).Select(line => line.Split("<<")[1]).ToArray();
        Assert.Equal(8, delimiters.Distinct().Count());
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_said_and_changes_nothing()
    {
        using var scene = new GitHubScene();
        scene.Variables["GITHUB_OUTPUT"] = Path.Combine(scene.Folder, "missing", "output");
        scene.Play(new RunEnded(ExitCode.Done, TimeSpan.Zero));

        Assert.Contains("DT8004", scene.Stderr);
        Assert.NotEmpty(scene.Summary);
    }

    [Fact]
    public void Without_a_runner_there_are_no_files()
    {
        using var scene = new GitHubScene();
        scene.Variables["GITHUB_OUTPUT"] = scene.Variables["GITHUB_STEP_SUMMARY"] = "";
        scene.Play(new RunEnded(ExitCode.Done, TimeSpan.Zero));

        Assert.Empty(Directory.GetFiles(scene.Folder));
        Assert.Equal("", scene.Stderr);
    }
}
