using System.Diagnostics;
using System.Security.Cryptography;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>
/// P9: the network between ssh and sshd is cut at a random byte of a deployment. The run ends by itself, nothing
/// truncated is served, and with the network back the next run succeeds.
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
            scene.Publish("index.html", Content());
            link.Fault = new LinkFault { CutAfter = link.Passed + random.NextInt64(whole), Resets = resets };
            var clock = Stopwatch.StartNew();
            var end = await scene.RunAsync("run", "deploy", "--wait-lock", "3s");
            Assert.True(clock.Elapsed < Patience, $"round {round} took {clock.Elapsed}: {end.All}");
            Assert.All(scene.Hosts, host => Assert.True(Visitor.Problem(host) is null, $"round {round}, exit {end.Exit}: {Visitor.Problem(host)}"));
            failed += end.Exit == 0 ? 0 : 1;

            link.Mend();
            var next = Content();
            scene.Publish("index.html", next);
            _ = await scene.OkAsync("run", "deploy", "--wait-lock", "5s");
            Assert.Equal([next, next], scene.Served());
        }

        Assert.NotEqual(0, failed);
    }

    // What does not compress, so that most cuts fall into the upload.
    private static string Content() => Convert.ToHexString(RandomNumberGenerator.GetBytes(FileSize));
}
