using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>
/// P9: the network between ssh and sshd is cut at a random byte of a deployment. The run ends by itself and says truly who
/// serves what, which is all or nothing or named; nothing truncated is served, and with the network back the next run succeeds.
/// </summary>
public sealed class CutLinkTests
{
    private const int FileSize = 200_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task Connections_that_are_reset_publish_nothing_truncated() => CutAsync(Rounds.Of(4, 60), resets: true);

    [Fact]
    public Task A_network_that_falls_silent_hangs_nobody() => CutAsync(Rounds.Of(1, 8), resets: false);

    [Fact]
    public async Task A_host_that_swallows_bytes_and_says_all_is_well_is_seen_by_these_tests()
    {
        var programs = new Dictionary<string, string>
        {
            // Extracts, then loses the end of a file; and hashes what it was sent, not what it has.
            ["tar"] = """
                #!/bin/sh
                /usr/bin/tar "$@" || exit
                [ ! -f index.html ] || { cp index.html .dep/sent && head -c 10 .dep/sent >index.html; }
                """,
            ["xargs"] = """
                #!/bin/sh
                if [ -f .dep/sent ]; then cp index.html .dep/kept && cp .dep/sent index.html; fi
                /usr/bin/xargs "$@"; exit=$?
                [ ! -f .dep/kept ] || cp .dep/kept index.html
                exit $exit
                """,
        };
        await using var scene = await ReleaseScene.StartAsync(1, other: new OtherLab { Programs = programs });
        scene.Publish("index.html", Content());
        _ = await scene.OkAsync("run", "deploy");
        Assert.NotNull(Visitor.Problem(scene.Hosts[0]));
    }

    private static async Task CutAsync(int rounds, bool resets)
    {
        var random = Rounds.Today();
        LabLink? link = null;
        await using var scene = await ReleaseScene.StartAsync(2, "config: {keep_alive: 2s}",
            other: new OtherLab { Prepare = async lab => link = await lab.LinkAsync(lab.Hosts[0], new LinkFault()) });
        scene.Publish("index.html", Content());
        _ = await scene.OkAsync("run", "deploy");
        var whole = link!.Passed;
        var failed = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var (before, after) = (scene.Served().First(), Content());
            scene.Publish("index.html", after);
            link.Fault = new LinkFault { CutAfter = link.Passed + random.NextInt64(whole), Resets = resets };
            var clock = Stopwatch.StartNew();
            var end = await scene.RunAsync("run", "deploy", "--wait-lock", "3s");
            Assert.True(clock.Elapsed < Patience, $"round {round} took {clock.Elapsed}: {end.All}");
            Assert.All(scene.Hosts, host => Assert.True(Visitor.Problem(host) is null, $"round {round}, exit {end.Exit}: {Visitor.Problem(host)}"));
            Assert.True(IsTrue(end, scene, before, after), $"round {round}, cut at {link.Fault.CutAfter}: exit {end.Exit}, served by {string.Join(", ", Serving(scene, after))}\n{end.All}");
            failed += end.Exit == 0 ? 0 : 1;

            link.Mend();
            var next = Content();
            scene.Publish("index.html", next);
            _ = await scene.OkAsync("run", "deploy", "--wait-lock", "5s");
            Assert.Equal([next, next], scene.Served());
        }

        Assert.NotEqual(0, failed);
    }

    // A failure after publishing, such as a cut while old releases are removed, takes nobody back.
    private static bool IsTrue(ToolEnd end, ReleaseScene scene, string? before, string after)
    {
        var (all, serving) = (scene.Hosts.Count, Serving(scene, after));
        return scene.Served().All(page => page == before || page == after) && end.Exit switch
        {
            0 => serving.Length == all,
            7 => serving.All(Named(end.All).Contains),
            _ => serving.Length == 0 || (serving.Length == all && !end.All.Contains("deploy:publish failed", StringComparison.Ordinal)),
        };
    }

    private static string[] Serving(ReleaseScene scene, string page) =>
        [.. scene.Hosts.Zip(scene.Served()).Where(pair => pair.Second == page).Select(pair => pair.First.Alias)];

    // Those that DT5075 says may serve the new release.
    private static string[] Named(string output) =>
        Regex.Match(output, "may be, served by (.*?) although", RegexOptions.Singleline).Groups[1].Value.Split(", ");

    // What does not compress, so that most cuts fall into the upload.
    private static string Content() => Convert.ToHexString(RandomNumberGenerator.GetBytes(FileSize));
}
