using System.Net.Sockets;
using DeployTasks.Connections;
using DeployTasks.Lab;
using DeployTasks.Scripts;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Scripts;

public class ScriptBellTests
{
    private readonly ScriptHome _home = new("/scripts");
    private readonly ScriptBell _bell = new("web1", CallbackKey.Of("token"), port: 1);

    [Fact]
    public async Task A_call_that_comes_before_the_end_is_looked_at_once()
    {
        var host = new RecordingSession().Answer(HostScripts.Report(_home, "job"), "{\"id\":\"job\",\"name\":\"job\",\"state\":\"running\"}\n");
        _bell.Ring("job");
        using var cancel = new CancellationTokenSource();

        var waiting = new ScriptRunner(host, _home, _bell).WaitAsync(
            new ScriptStatus("job", "job", ScriptState.Running, null, ""), static (_, _) => { }, cancel.Token);
        await Poll.UntilAsync(() => host.Commands.Count >= 4, waiting);

        // Who looks without a pause has looked a thousand times by now.
        await Task.Delay(200, CancellationToken.None);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.InRange(host.Commands.Count, 4, 10);
    }

    [Fact]
    public async Task What_ended_sessions_have_left_is_removed_and_what_others_hear_stays()
    {
        var home = Directory.CreateTempSubdirectory("dt-home-");
        var folder = home.CreateSubdirectory(".deploytasks").FullName;
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Split('-')[0];
        var live = Path.Combine(folder, $"home-{boot}-2.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(live));
        File.WriteAllText(Path.Combine(folder, $"home-{boot}-1.sock"), "");
        File.WriteAllText(Path.Combine(folder, "home-elsewhere-3.sock"), "");
        var host = new RecordingSession();
        await _bell.OfferAsync(host, _home, "job", CancellationToken.None);

        using var probe = LabProcess.Start("sh", ["-c", host.Scripts.First()], info => info.Environment["HOME"] = home.FullName);
        var named = await probe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal([$"home-{boot}-2.sock", "home-elsewhere-3.sock"], Directory.GetFiles(folder).Select(Path.GetFileName).ToHashSet());
        Assert.StartsWith($"{folder}/home-{boot}-", named);
        home.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_cannot_open_the_socket_of_the_login_user_gets_a_port()
    {
        var host = new RecordingSession().Answer("command -v curl", "/home/deploy/.deploytasks/home-1.sock");

        var own = await _bell.OfferAsync(host, _home, "job", CancellationToken.None);
        var other = await _bell.OfferAsync(host, _home with { As = "app" }, "job", CancellationToken.None);
        var again = await _bell.OfferAsync(host, _home, "job", CancellationToken.None);

        Assert.Equal(("/home/deploy/.deploytasks/home-1.sock", ""), (own!.Socket, own.Address));
        Assert.Equal((null, "127.0.0.1:1"), (other!.Socket, other.Address));
        Assert.Equal(own.Socket, again!.Socket);
        Assert.Single(host.Commands);
    }
}
