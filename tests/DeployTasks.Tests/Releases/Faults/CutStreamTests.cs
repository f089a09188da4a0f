using System.Text;
using DeployTasks.Releases.Packing;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Faults;

/// <summary>P9: a stream that was cut or damaged at any byte is never published, also where tar is content with it.</summary>
public sealed class CutStreamTests : IDisposable
{
    private const int ClosingZeros = 2 * TarHeader.Block;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("dash", 12, true)]
    [InlineData("busybox", 4, true)]
    [InlineData("dash", 6, false)]
    [InlineData("busybox", 2, false)]
    public async Task A_cut_stream_is_refused(string shell, int usual, bool packed)
    {
        var random = Rounds.Today();
        await using var host = new ShellHost(_temp, shell);
        var flow = await PreparedAsync(host, packed);
        var lengths = Boundaries(flow, packed).Select(fromEnd => (Func<byte[], int>)(bytes => bytes.Length - fromEnd))
            .Concat(Enumerable.Range(0, Rounds.Of(usual)).Select(_ => (Func<byte[], int>)(bytes => random.Next(bytes.Length - (packed ? 0 : ClosingZeros)))));
        foreach (var length in lengths)
        {
            host.Feed = bytes => bytes[..length(bytes)];
            Assert.False((await flow.RunAsync("upload")).IsSuccess);
            Assert.Equal("DT5066", (await flow.FailAsync("switch")).Code);
        }

        host.Feed = bytes => bytes;
        _ = await flow.OkAsync("upload", "switch");
    }

    [Theory]
    [InlineData("dash", 1)]
    [InlineData("dash", ClosingZeros)]
    [InlineData("busybox", 1)]
    [InlineData("busybox", ClosingZeros)]
    public async Task A_cut_in_the_zeros_that_close_a_plain_tar_loses_nothing(string shell, int cut)
    {
        await using var host = new ShellHost(_temp, shell);
        var flow = await PreparedAsync(host, packed: false);
        host.Feed = bytes => bytes[..^cut];
        // GNU tar does without them, BusyBox' does not.
        if ((await flow.RunAsync("upload")).IsSuccess)
        {
            _ = await flow.OkAsync("switch");
            Assert.Null(Site.Problem(flow.App));
        }
        else
        {
            Assert.Equal("DT5066", (await flow.FailAsync("switch")).Code);
        }
    }

    [Theory]
    [InlineData("dash", 8, true)]
    [InlineData("busybox", 4, true)]
    [InlineData("dash", 4, false)]
    [InlineData("busybox", 2, false)]
    public async Task A_damaged_stream_is_refused(string shell, int usual, bool packed)
    {
        var random = Rounds.Today();
        await using var host = new ShellHost(_temp, shell);
        var flow = await PreparedAsync(host, packed);
        var refused = 0;
        for (var round = 0; round < Rounds.Of(usual); round++)
        {
            host.Feed = bytes =>
            {
                // Inside the members of the artifact: gzip's own header has bytes that mean nothing.
                bytes[random.Next(bytes.Length / 2, bytes.Length - 200)] ^= 0x55;
                return bytes;
            };
            if ((await flow.RunAsync("upload")).IsSuccess)
            {
                // A byte that means nothing, such as the padding of a member; a release that is served is not sent again.
                _ = await flow.OkAsync("switch", "unlock");
                Assert.Null(Site.Problem(flow.App));
                flow = await PreparedAsync(host, packed, $"after{round}");
                continue;
            }

            Assert.Equal("DT5066", (await flow.FailAsync("switch")).Code);
            refused++;
        }

        Assert.NotEqual(0, refused);
    }

    [Theory]
    [InlineData("./file2\0", "./fileX\0")]
    [InlineData("./file2\0", "./file3\0")]
    [InlineData("./file2\0", "./file2.")]
    public async Task A_damaged_list_of_what_to_copy_leaves_a_file_out_so_everything_is_sent(string list, string damaged)
    {
        await using var host = new ShellHost(_temp, "dash") { Mutate = DeployTests.WithoutBase64 };
        var damages = 0;
        host.Feed = bytes =>
        {
            // Stands before the lists of the same form that tell what is right.
            if (bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(ReservedNames.Copy)) >= 0)
            {
                damages++;
                Encoding.Latin1.GetBytes(damaged).CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(list))));
            }

            return bytes;
        };

        Assert.False(await DeployAsync("r1", 1, 2, 3, 4));
        Assert.Equal(0, damages);
        Assert.True(await DeployAsync("r2", 1));
        Assert.Equal(1, damages);
        Assert.Null(Site.Problem(_temp["app"]));
        Assert.Equal(["file1", "file2", "file3", "file4"], Directory.GetFiles(_temp["app/current/"], "file*").Select(Path.GetFileName).Order());

        // With these files made anew; whether everything had to be sent.
        async Task<bool> DeployAsync(string release, params int[] files)
        {
            foreach (var i in files)
            {
                File.WriteAllBytes(_temp.File($"in/file{i}"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(30_000));
            }

            var flow = await new Flow(_temp, host, release).Named(release).WithArtifactAsync(_temp["in"]);
            _ = await flow.OkAsync(Flow.Deploy);
            return flow.Said.Contains("Files of the earlier release were changed on the host; everything is sent");
        }
    }

    [Fact]
    public async Task A_disk_that_fills_up_publishes_nothing_and_the_next_try_succeeds()
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = await PreparedAsync(host);
        host.Wrapper = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=write", "-e", "inject=write:error=ENOSPC:when=3+"];
        _ = await flow.FailAsync("upload");
        host.Wrapper = [];
        Assert.Equal("DT5066", (await flow.FailAsync("switch")).Code);
        _ = await flow.OkAsync("upload", "switch");
    }

    [Fact]
    public async Task Trusting_tars_exit_code_alone_is_caught()
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = await PreparedAsync(host);
        host.Mutate = script => script.Contains("[ -f .dep/end ]")
            ? script[..script.IndexOf("[ -f .dep/end ]", StringComparison.Ordinal)] + "echo \"$digest\" >.dep/verified"
            : script;
        var published = 0;
        foreach (var fromEnd in Boundaries(flow))
        {
            host.Feed = bytes => bytes[..^fromEnd];
            published += (await flow.RunAsync("upload")).IsSuccess ? 1 : 0;
        }

        Assert.NotEqual(0, published);
    }

    // The ends of members, counted from the end of the stream: where a cut leaves a sound gzip stream and a sound tar.
    private static int[] Boundaries(Flow flow, bool packed = true)
    {
        var entries = ArtifactIndex.Load(flow.Settings.Text("artifact_index")).Entries;
        var sentinel = packed ? entries[^1].Length : 3 * TarHeader.Block;
        var end = entries[^1].Offset + sentinel;
        return [.. entries.Skip(1).Select(entry => (int)(end - entry.Offset))];
    }

    private async Task<Flow> PreparedAsync(ShellHost host, bool packed = true, string release = "r1")
    {
        for (var i = 0; i < 6; i++)
        {
            var noise = System.Security.Cryptography.RandomNumberGenerator.GetBytes(3000);
            File.WriteAllBytes(_temp.File($"in/file{i}"), packed ? [.. noise, .. new byte[3000]] : noise);
        }

        var flow = await new Flow(_temp, host, release).Named(release).WithArtifactAsync(_temp["in"]);
        _ = await flow.OkAsync("lock", "setup", "release");
        return flow;
    }
}
