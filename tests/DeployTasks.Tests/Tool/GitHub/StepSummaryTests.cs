using DeployTasks.Events;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Tool.GitHub;

public class StepSummaryTests
{
    private const int Limit = 1024 * 1024;

    [Fact]
    public void The_summary_of_a_run_is_reviewed()
    {
        using var scene = new GitHubScene();
        scene.Secrets.Add("s3cr3t");
        scene.Play(ScriptedRun.Events());

        Snapshot.Verify(scene.Summary);
    }

    [Fact]
    public void A_run_that_never_began_has_one_too()
    {
        using var scene = new GitHubScene();
        scene.Play(new RunEnded(ExitCode.Usage, TimeSpan.Zero) { Errors = [ScriptedRun.ExitThree with { Host = null }] });

        Assert.StartsWith("### ❌ The run did not begin: failed in 0.0s, exit code 2", scene.Summary);
        Assert.Contains("DT5001", scene.Summary);
    }

    [Fact]
    public void It_is_cut_with_a_note_before_GitHub_would_drop_it()
    {
        using var scene = new GitHubScene();
        File.WriteAllText(scene.SummaryFile, new string('x', 300_000));
        scene.Play(ManyFailures(3000));

        Assert.True(new FileInfo(scene.SummaryFile).Length < Limit, $"{new FileInfo(scene.SummaryFile).Length}");
        Assert.True(new FileInfo(scene.SummaryFile).Length > Limit * 3 / 4);
        Assert.Contains("The summary is cut here", scene.Summary);
        Assert.Equal(0, scene.Summary.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal)) % 2);
    }

    [Fact]
    public void A_summary_that_is_full_already_gets_nothing_more_than_the_note()
    {
        using var scene = new GitHubScene();
        File.WriteAllText(scene.SummaryFile, new string('x', Limit - 900));
        scene.Play(ManyFailures(10));

        Assert.True(new FileInfo(scene.SummaryFile).Length < Limit);
    }

    [Fact]
    public void Last_lines_cannot_leave_their_block()
    {
        using var scene = new GitHubScene();
        scene.Play([
            GitHubScene.Bytes("web2", "````\n</pre><img src=x>\n\u001b[31mred\u001b[0m\n"),
            new StepEnded("web2", "t", 1, Outcome.Failed(ScriptedRun.ExitThree), 3, TimeSpan.Zero),
            new HostTaskEnded("web2", "t", 1, Outcome.Failed(ScriptedRun.ExitThree), TimeSpan.Zero),
            new HostEnded("web2", Outcome.Failed(ScriptedRun.ExitThree), TimeSpan.Zero),
            new RunEnded(ExitCode.StepFailed, TimeSpan.Zero),
        ]);

        Assert.Contains("`````text\n````\n</pre><img src=x>\nred\n`````\n", scene.Summary);
    }

    [Fact]
    public void Words_of_others_are_no_Markdown()
    {
        using var scene = new GitHubScene();
        scene.Play(new RunEnded(ExitCode.StepFailed, TimeSpan.Zero) { Errors = [new("DT1", ExitCode.StepFailed, "[x](http://evil) | <b> `y`\nz", "n")] });

        Assert.Contains("\\[x\\]\\(http\\://evil\\) \\| \\<b\\> \\`y\\` z", scene.Summary);
    }

    private static IEnumerable<Event> ManyFailures(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var host = $"web{i}";
            yield return GitHubScene.Bytes(host, new string('ä', 400) + "\n");
            yield return new StepEnded(host, "t", 1, Outcome.Failed(ScriptedRun.ExitThree), 3, TimeSpan.Zero);
            yield return new HostTaskEnded(host, "t", 1, Outcome.Failed(ScriptedRun.ExitThree), TimeSpan.Zero);
            yield return new HostEnded(host, Outcome.Failed(ScriptedRun.ExitThree with { Host = host }), TimeSpan.Zero);
        }

        yield return new RunEnded(ExitCode.StepFailed, TimeSpan.Zero);
    }
}
