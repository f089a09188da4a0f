using DeployTasks.Connections;
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
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new ScriptRunner(host, _home, _bell).WaitAsync("job", static (_, _) => { }, patience.Token));

        Assert.InRange(host.Commands.Count, 4, 10);
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
