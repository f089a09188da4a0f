using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.SystemTests.Connections;

/// <summary>Servers that allow less than usual, and login shells that are no shells (faults.md §4.4, 58 and 61).</summary>
public abstract class ServerLimitTests(Transport transport)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_allows_one_session_still_takes_files_and_time_outs()
    {
        await using var host = await OneHost.StartAsync(transport, "MaxSessions 1");
        await using var session = host.Open();

        var run = await session.RunAsync(new RemoteCommand("echo hi"), Ignore, Cancel);
        var sent = await session.SendAsync(
            new RemoteCommand("cat"), (stream, stop) => stream.WriteAsync("bytes"u8.ToArray(), stop).AsTask(), Cancel);
        var late = await session.RunAsync(new RemoteCommand("sleep 50") { Timeout = TimeSpan.FromSeconds(1) }, Ignore, Cancel);

        Assert.True(run.IsSuccess);
        Assert.Equal("bytes", Encoding.UTF8.GetString(sent.Out));
        Assert.Equal(RemoteEnd.TimedOut, late.End);
    }

    [Fact]
    public async Task A_server_that_allows_no_session_at_all_is_told_as_that()
    {
        await using var host = await OneHost.StartAsync(transport, "MaxSessions 0");

        var error = await host.FailAsync();

        Assert.Equal(("DT4010", ExitCode.Unreachable), (error.Code, error.Exit));
        Assert.Contains("opens no session", error.What);
    }

    [Theory]
    [InlineData("sntrup761x25519-sha512@openssh.com")]
    [InlineData("curve25519-sha256")]
    [InlineData("ecdh-sha2-nistp521")]
    [InlineData("diffie-hellman-group14-sha256")]
    public async Task A_server_that_takes_one_key_exchange_only_is_reached(string algorithm)
    {
        await using var host = await OneHost.StartAsync(transport, $"KexAlgorithms {algorithm}");
        await using var session = host.Open();

        Assert.Equal(Outcome.Done, await session.ConnectAsync(Cancel));
    }

    [Fact]
    public async Task A_server_that_forwards_nothing_says_so_with_null()
    {
        await using var host = await OneHost.StartAsync(transport, "AllowTcpForwarding no");
        await using var session = host.Open();
        await session.ConnectAsync(Cancel);

        Assert.Null(await session.ForwardAsync(socket: null, 9, Cancel));
    }

    [Fact]
    public async Task Connections_that_are_turned_away_by_MaxStartups_come_back_a_little_later()
    {
        await using var host = await OneHost.StartAsync(transport, "MaxStartups 2:50:4");
        var sessions = Enumerable.Range(0, 12).Select(_ => host.Open(host.Settings with { ConnectTimeout = TimeSpan.FromSeconds(30) })).ToList();

        // A thread each: a session blocks, and in a worker it is alone.
        var outcomes = await Task.WhenAll(sessions.Select(session =>
            Task.Factory.StartNew(() => session.ConnectAsync(Cancel), Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Done, outcome));
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
    }

    [Theory]
    [InlineData("echo hello", "DT4009")]
    [InlineData("echo This account is currently not available.; exit 1", "DT4010")]
    [InlineData("exec rbash -c \"$SSH_ORIGINAL_COMMAND\"", "DT4010")]
    [InlineData("exec /no/such/shell", "DT4010")]
    public async Task What_runs_instead_of_a_shell_is_told(string command, string code)
    {
        await using var host = await OneHost.StartAsync(transport, $"ForceCommand {command}");

        var error = await host.FailAsync();

        Assert.Equal((code, ExitCode.Unreachable), (error.Code, error.Exit));
    }

    [Fact]
    public async Task A_command_forced_by_the_key_itself_is_told_by_the_server()
    {
        var keys = Path.Combine(Path.GetTempPath(), $"dt-forced-{Guid.NewGuid():N}");
        await using var host = await OneHost.StartAsync(transport, $"AuthorizedKeysFile {keys}");
        await File.WriteAllTextAsync(keys, "command=\"exit 1\" " + await File.ReadAllTextAsync(host.Lab.IdentityFile + ".pub", Cancel), Cancel);

        var error = await host.FailAsync();

        File.Delete(keys);
        Assert.Equal(ForcedByKey, error.Code);
    }

    [Fact]
    public async Task A_login_shell_that_talks_before_it_works_is_not_heard()
    {
        await using var host = await OneHost.StartAsync(
            transport, "ForceCommand echo Welcome; echo Last login >&2; exec bash -c \"$SSH_ORIGINAL_COMMAND\"");
        await using var session = host.Open();
        using var heard = new MemoryStream();

        var run = await session.RunAsync(new RemoteCommand("echo hi"), (_, bytes) => heard.Write(bytes.Span), Cancel);
        using var got = new MemoryStream();
        await session.ReceiveAsync(new RemoteCommand("printf bytes"), (stream, stop) => stream.CopyToAsync(got, stop), Cancel);

        Assert.Equal("hi\n", Encoding.UTF8.GetString(heard.ToArray()));
        Assert.Equal("bytes", Encoding.UTF8.GetString(got.ToArray()));
        Assert.True(run.IsSuccess);
    }

    [Theory]
    [InlineData("tcsh"), InlineData("fish"), InlineData("busybox sh"), InlineData("dash")]
    public async Task A_login_shell_of_another_language_runs_commands_takes_files_and_ends_them_in_time(string shell)
    {
        await using var host = await OneHost.StartAsync(transport, $"ForceCommand exec {shell} -c \"$SSH_ORIGINAL_COMMAND\"");
        await using var session = host.Open();

        var run = await session.RunAsync(new RemoteCommand("x='a b'; echo \"$x\" $((1 + 1)) >&2; exit 3"), Ignore, Cancel);
        var sent = await session.SendAsync(
            new RemoteCommand("cat; pwd") { Cwd = "/tmp" }, (stream, stop) => stream.WriteAsync("bytes "u8.ToArray(), stop).AsTask(), Cancel);
        var late = await session.RunAsync(new RemoteCommand("sleep 50") { Timeout = TimeSpan.FromSeconds(1) }, Ignore, Cancel);

        Assert.Equal((3, "a b 2\n"), (run.Exit, Encoding.UTF8.GetString(run.ErrorTail)));
        Assert.Equal("bytes /tmp\n", Encoding.UTF8.GetString(sent.Out));
        Assert.Equal(RemoteEnd.TimedOut, late.End);
    }

    /// <summary>The server tells a client of options beside the key; who does not hear it finds no shell.</summary>
    protected abstract string ForcedByKey { get; }

    private static void Ignore(bool isError, ReadOnlyMemory<byte> bytes)
    {
    }
}

public sealed class ServerLimitOverOpenSshTests() : ServerLimitTests(Transport.OpenSsh)
{
    protected override string ForcedByKey => "DT4009";

    [Fact]
    public async Task A_folder_whose_name_leaves_no_room_for_a_socket_is_named()
    {
        await using var host = await OneHost.StartAsync(Transport.OpenSsh);
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder, new string('x', 80))).FullName;

        var error = await host.FailAsync(host.Settings with { RunFolder = folder });

        Assert.Equal("DT4012", error.Code);
        Assert.Contains("TMPDIR", error.Next);
    }
}
