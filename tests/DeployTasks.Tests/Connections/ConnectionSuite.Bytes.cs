using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.Tests.Connections;

public abstract partial class ConnectionSuite
{
    private readonly byte[] _five = RandomNumberGenerator.GetBytes(5_000_000);

    [Fact]
    public async Task Bytes_are_sent_to_a_command_exactly_and_its_stdout_is_its_own()
    {
        var result = await Session.SendAsync(
            new RemoteCommand("sha256sum; exit 3"), (stream, stop) => stream.WriteAsync(_five, stop).AsTask(), Cancel);

        Assert.Equal((RemoteEnd.Exited, 3), (result.End, result.Exit));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_five)) + "  -\n", Encoding.UTF8.GetString(result.Out));
    }

    [Fact]
    public async Task Bytes_come_after_a_script_that_is_longer_than_a_pipe_takes_at_once()
    {
        var env = new Dictionary<string, string> { ["LONG"] = new('x', 70_000) };

        var result = await Session.SendAsync(
            new RemoteCommand("echo ${#LONG}; sha256sum") { Env = env, Timeout = TimeSpan.FromSeconds(20) },
            (stream, stop) => stream.WriteAsync(_five, stop).AsTask(), Cancel);

        Assert.Equal($"70000\n{Convert.ToHexStringLower(SHA256.HashData(_five))}  -\n", Encoding.UTF8.GetString(result.Out));
    }

    [Fact]
    public async Task Bytes_are_taken_from_a_command_exactly()
    {
        await Session.SendAsync(new RemoteCommand("cat >five") { Cwd = _folder }, (stream, stop) => stream.WriteAsync(_five, stop).AsTask(), Cancel);

        using var got = new MemoryStream();
        var result = await Session.ReceiveAsync(
            new RemoteCommand("cat five; echo done >&2") { Cwd = _folder }, (stream, stop) => stream.CopyToAsync(got, stop), Cancel);

        Assert.True(result.IsSuccess);
        Assert.Equal(_five, got.ToArray());
        Assert.Equal("done\n", Encoding.UTF8.GetString(result.ErrorTail));
    }

    [Fact]
    public async Task A_command_that_wants_no_more_bytes_ends_the_transfer()
    {
        var result = await Session.SendAsync(new RemoteCommand("head -c 3; exit 4"), WriteForEverAsync, Cancel);

        Assert.Equal((RemoteEnd.Exited, 4), (result.End, result.Exit));
    }

    [Fact]
    public async Task A_transfer_that_breaks_on_our_side_ends_the_command_before_it_takes_a_part_for_the_whole()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => Session.SendAsync(
            new RemoteCommand("echo $$ >pid; cat >/dev/null; echo whole >whole") { Cwd = _folder },
            async (stream, stop) =>
            {
                await stream.WriteAsync(_five.AsMemory(0, 100), stop);
                throw new FileNotFoundException();
            },
            Cancel));

        Assert.False(File.Exists(Path.Combine(_folder, "whole")));
        Assert.False(await IsAliveAsync(File.ReadAllText(Path.Combine(_folder, "pid")).Trim()));
    }

    [Fact]
    public async Task What_was_not_taken_whole_is_not_received_although_the_command_ended_well()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => Session.ReceiveAsync(
            new RemoteCommand("head -c 500000 /dev/zero"),
            async (stream, stop) =>
            {
                await stream.ReadExactlyAsync(new byte[100], stop);
                throw new FileNotFoundException();
            },
            Cancel));
    }

    [Fact]
    public async Task A_transfer_has_a_time_out_too()
    {
        var clock = Stopwatch.StartNew();

        var result = await Session.SendAsync(new RemoteCommand("sleep 50") { Timeout = Short }, WriteForEverAsync, Cancel);

        Assert.Equal(RemoteEnd.TimedOut, result.End);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"took {clock.Elapsed}");
    }

    private async Task WriteForEverAsync(Stream stream, CancellationToken stop)
    {
        while (true)
        {
            await stream.WriteAsync(_five, stop);
        }
    }
}
