using System.Text;
using DeployTasks.Events;

namespace DeployTasks.Tests.Tool.GitHub;

public class MaskTests
{
    private const string Key = "-----BEGIN KEY-----\nfirst+line/of=it\nsecond line\n-----END KEY-----";

    [Fact]
    public void A_secret_is_told_before_anything_is_shown()
    {
        using var scene = new GitHubScene();
        scene.Secrets.Add("hunter22");
        scene.Play(new RunStarted("r", ["t"], ["web1"]));

        Assert.StartsWith("::add-mask::hunter22\n", scene.Stdout);
    }

    [Fact]
    public void One_that_comes_in_while_the_run_goes_on_is_told_before_the_next_line()
    {
        using var scene = new GitHubScene();
        scene.Play(Events());
        var lines = scene.Stdout.Split('\n');

        Assert.True(Array.IndexOf(lines, "::add-mask::hunter22") is > 0 and var at && at < Array.IndexOf(lines, "task after on web1"));
        Assert.True(Array.IndexOf(lines, "task before on web1") < Array.IndexOf(lines, "::add-mask::hunter22"));

        IEnumerable<Event> Events()
        {
            yield return new TaskStarted("before", ["web1"]);
            scene.Secrets.Add("hunter22");
            yield return new TaskStarted("after", ["web1"]);
        }
    }

    [Fact]
    public void Every_line_of_a_secret_and_its_other_shapes_are_masked_everywhere_in_the_job()
    {
        using var scene = new GitHubScene();
        scene.Secrets.Add(Key);
        scene.Play(new RunStarted("r", ["t"], ["web1"]));

        var masks = scene.Runner.Masks;
        Assert.Contains(Key, masks);
        Assert.Contains("second line", masks);
        Assert.Contains("first%2Bline%2Fof%3Dit", masks);
        Assert.Contains("second\\ line", masks);
        var inBase64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Key));
        Assert.Contains(masks, mask => mask.Length > 40 && inBase64.StartsWith(mask, StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Runner.Shown, line => line.Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_told_none()
    {
        using var scene = new GitHubScene { OutIsFile = true };
        scene.Secrets.Add("hunter22");
        scene.Play(new RunStarted("r", ["t"], ["web1"]), new TaskStarted("before", ["web1"]));

        Assert.DoesNotContain("hunter22", scene.Stdout);
        Assert.Contains("task before on web1", scene.Stdout);
    }

    [Fact]
    public void Nobody_but_a_runner_is_told_a_secret()
    {
        using var scene = new GitHubScene();
        scene.Variables.Remove("GITHUB_ACTIONS");
        scene.Secrets.Add("hunter22");
        scene.Play(new RunStarted("r", ["t"], ["web1"]));

        Assert.DoesNotContain("hunter22", scene.Stdout);
    }
}
