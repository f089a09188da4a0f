using DeployTasks.Lab;
using DeployTasks.Scripts;
using DeployTasks.Tests.Support;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Scripts;

/// <summary>The call of home.sh, with each of the programs a host may have for it.</summary>
public sealed class CallingHomeTests : IDisposable
{
    private const string Token = "9999999999.0123456789abcdef0123456789abcdef";
    private readonly ScriptHome _home = new(Directory.CreateTempSubdirectory("dthome").FullName);

    public void Dispose() => Directory.Delete(_home.Folder, recursive: true);

    [Theory]
    [InlineData("curl")]
    [InlineData("python3")]
    [InlineData("wget")]
    [InlineData("bash")]
    public async Task A_host_that_has_only_this_program_calls_home(string program)
    {
        await using var home = HomeStub.Answering(200);
        using var programs = ProgramFolder.With(program);

        await RunAsync(PosixShell.Dash, programs.Path, Address(home));

        AssertHeard(await home.Request());
        await Poll.UntilAsync(() => Marked("heard") && !Marked("callback"));
    }

    [Fact]
    public async Task A_host_that_has_only_BusyBox_calls_home()
    {
        await using var home = HomeStub.Answering(200);
        using var programs = ProgramFolder.BusyBox();

        await RunAsync(PosixShell.BusyBox, programs.Path, Address(home));

        AssertHeard(await home.Request());
        await Poll.UntilAsync(() => Marked("heard") && !Marked("callback"));
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("python3")]
    public async Task Through_a_socket_call_the_programs_that_can(string program)
    {
        await using var home = HomeStub.OnSocket(Path.Combine(_home.Folder, "home.sock"), 200);
        using var programs = ProgramFolder.With(program);

        await RunAsync(PosixShell.Dash, programs.Path, callback => callback with { Socket = home.Socket, Name = "127.0.0.1:7" });

        AssertHeard(await home.Request());
        await Poll.UntilAsync(() => Marked("heard") && !Marked("callback"));
    }

    [Fact]
    public async Task A_home_that_fails_is_called_again_until_it_hears()
    {
        await using var home = HomeStub.Answering(500, 200);
        using var programs = ProgramFolder.With("curl");

        await RunAsync(PosixShell.Dash, programs.Path, Address(home));

        AssertHeard(await home.Request());
        AssertHeard(await home.Request());
        await Poll.UntilAsync(() => Marked("heard") && !Marked("callback"));
    }

    [Fact]
    public async Task A_home_that_hangs_is_left_after_ten_seconds_and_called_again()
    {
        await using var home = HomeStub.HangingThenAnswering(200);
        using var programs = ProgramFolder.With("curl");

        await RunAsync(PosixShell.Dash, programs.Path, Address(home));

        AssertHeard(await home.Request());
        await Poll.UntilAsync(() => Marked("heard") && !Marked("callback"));
    }

    [Fact]
    public async Task A_home_that_refuses_is_called_once_and_the_result_stays_on_the_host()
    {
        await using var home = HomeStub.Answering(403);
        using var programs = ProgramFolder.With("curl");

        await RunAsync(PosixShell.Dash, programs.Path, Address(home));
        await home.Request();
        await Poll.UntilAsync(() => Marked("refused") && !Marked("callback"));

        Assert.Contains("\"exit\":7", await File.ReadAllTextAsync(Path.Combine(_home.Folder, "job", "status")));
    }

    [Fact]
    public async Task A_home_that_is_gone_is_called_three_times_and_then_nothing_runs_on()
    {
        using var programs = ProgramFolder.With("curl");

        await RunAsync(PosixShell.Dash, programs.Path, callback => callback with { Address = "127.0.0.1:1", Name = "127.0.0.1:7" });

        await Poll.UntilAsync(() => !Marked("callback") && Marked("status"));
        Assert.False(Marked("heard") || Marked("refused"));
        Assert.Equal(3, File.ReadLines(Path.Combine(_home.Folder, "job", "home.log")).Count());
    }

    private static void AssertHeard(string request)
    {
        Assert.StartsWith("POST /callback HTTP/1.", request);
        Assert.Contains($"\r\nAuthorization: Bearer {Token}\r\n", request);
        Assert.Contains("\r\nX-Job: web1/job\r\n", request);
        Assert.Contains("\r\nContent-Type: application/octet-stream\r\n", request);
        Assert.Contains("\r\nHost: 127.0.0.1:7\r\n", request);
        Assert.Contains("\"exit\":7", request);
        Assert.EndsWith("last words\n", request);
    }

    private static Func<ScriptCallback, ScriptCallback> Address(HomeStub home) =>
        callback => callback with { Address = $"127.0.0.1:{home.Port}", Name = "127.0.0.1:7" };

    private bool Marked(string file) => File.Exists(Path.Combine(_home.Folder, "job", file));

    private async Task RunAsync(PosixShell shell, string path, Func<ScriptCallback, ScriptCallback> at)
    {
        var callback = at(new ScriptCallback(new Caller("web1", "job"), Token));
        var job = new ScriptJob("job", "job", "#!/bin/sh\necho last words\nexit 7");
        var start = await shell.RunAsync(JobFolder.Start(_home, job, new ScriptCallbacks(callback)), new Dictionary<string, string> { ["PATH"] = path });
        Assert.True(start.Exit == 0, $"{start.Exit} {start.Out} {start.Error}");
    }
}
