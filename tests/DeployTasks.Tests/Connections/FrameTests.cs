using System.Diagnostics;
using System.Text;
using DeployTasks.Connections;
using DeployTasks.Connections.Framing;

namespace DeployTasks.Tests.Connections;

/// <summary>What may befall a frame on its way to a shell, and the hosts that lack a tool for it.</summary>
public sealed class FrameTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dtframe-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("dash"), InlineData("bash"), InlineData("busybox sh")]
    public async Task A_frame_that_is_cut_anywhere_runs_nothing(string shell)
    {
        var ran = Path.Combine(_folder.FullName, "ran");
        var whole = "exec 4>&2\n" + new FrameScript("dtnonce", HasDevFd: true).For(1, new RemoteCommand($"touch {ran}; true"));

        for (var length = 1; length < whole.TrimEnd().Length; length += 7)
        {
            await FeedAsync(shell, whole[..length]);
            Assert.False(File.Exists(ran), $"The first {length} characters ran it");
        }

        await FeedAsync(shell, whole);
        Assert.True(File.Exists(ran));
    }

    [Theory]
    [InlineData("dash"), InlineData("bash"), InlineData("busybox sh")]
    public async Task A_script_for_a_side_channel_that_is_cut_anywhere_runs_nothing(string shell)
    {
        var ran = Path.Combine(_folder.FullName, "ran");
        var whole = Loader.Feed($"touch {ran}", "dtnonce");

        for (var length = 1; length < whole.TrimEnd().Length; length++)
        {
            await FeedAsync(shell, whole[..length], Loader.Command(user: null));
            Assert.False(File.Exists(ran), $"The first {length} characters ran it");
        }

        await FeedAsync(shell, whole, Loader.Command(user: null));
        Assert.True(File.Exists(ran));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_host_without_dev_fd_runs_commands_all_the_same(bool devFd)
    {
        var script = new FrameScript("dtnonce", devFd);

        var output = await FeedAsync("bash", "exec 4>&2\n" + script.For(1, new RemoteCommand("echo 'it''s'; cat; : $$; exit 3")));

        Assert.Equal("its\ndtnonce 1 R 3\n", output);
    }

    [Fact]
    public void A_marker_is_found_wherever_the_stream_is_cut()
    {
        var stream = Encoding.ASCII.GetBytes("dtnon dtnonce x\ndtnonce 1 B 42\nbytes dtnonce 1 R 7\nafter dtnonce 1 R and more than any marker has\nand dtnon");

        for (var piece = 1; piece <= stream.Length; piece++)
        {
            var text = new StringBuilder();
            var scanner = new MarkerScanner(
                "dtnonce "u8.ToArray(), bytes => text.Append(Encoding.ASCII.GetString(bytes.Span)), marker => text.Append($"<{marker.Kind} {marker.Number}>"));

            foreach (var bytes in stream.Chunk(piece))
            {
                scanner.Take(bytes);
            }

            scanner.End();
            Assert.Equal("dtnon dtnonce x\n<Begin 42>bytes <End 7>after dtnonce 1 R and more than any marker has\nand dtnon", text.ToString());
        }
    }

    [Fact]
    public void A_capture_keeps_the_first_or_the_last_bytes_whatever_their_portions()
    {
        for (var portion = 1; portion < 40; portion++)
        {
            var first = new Capture(10, keepsLast: false);
            var last = new Capture(10, keepsLast: true);
            foreach (var part in Enumerable.Range(100, 37).Select(i => (byte)i).Chunk(portion))
            {
                first.Add(part);
                last.Add(part);
            }

            Assert.Equal(Enumerable.Range(100, 10).Select(i => (byte)i), first.ToArray());
            Assert.Equal(Enumerable.Range(127, 10).Select(i => (byte)i), last.ToArray(unsure: 0));
        }
    }

    [Theory]
    [InlineData("0123456789", "0123456789")]
    [InlineData("x012\n45678\n", "45678\n")]
    [InlineData("x012345678\n", "45678\n")]
    [InlineData("x0123456\n89", "456\n89")]
    [InlineData("x0123456789", "456789")]
    public void Last_bytes_that_are_not_all_begin_behind_their_first_line_or_behind_what_could_be_half_a_secret(string all, string kept)
    {
        var last = new Capture(10, keepsLast: true);
        last.Add(Encoding.ASCII.GetBytes(all));
        Assert.Equal(kept, Encoding.ASCII.GetString(last.ToArray(unsure: 4)));
    }

    private static async Task<string> FeedAsync(string shell, string text, string? command = null)
    {
        var words = shell.Split(' ');
        var info = new ProcessStartInfo(words[0], [.. words[1..], .. command is null ? Array.Empty<string>() : ["-c", command]])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = ProcessStarter.Start(info);
        process.BeginErrorReadLine();
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
