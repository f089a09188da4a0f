using System.Text.RegularExpressions;
using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections.SshNet;

public sealed class NudgeTests
{
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_hears_from_us_while_it_opens_the_first_channel_and_not_when_it_has()
    {
        await using var host = await OneHost.StartAsync(Transport.SshNet, "LogLevel DEBUG3");
        var link = await host.Lab.LinkAsync(host.Host, new LinkFault { Delay = Distance });
        await using var session = host.Open(host.Settings with { Port = link.Port });

        Assert.Equal(Outcome.Done, await session.ConnectAsync(Cancel));
        await session.RunAsync(new RemoteCommand("true"), (_, _) => { }, Cancel);
        var heard = Nothings(host.Host.Log);
        await Task.Delay(Distance * 5, Cancel);

        Assert.InRange(heard, 1, int.MaxValue);
        Assert.Equal(heard, Nothings(host.Host.Log));
    }

    private static int Nothings(string log) => Regex.Count(log, "Received SSH2_MSG_IGNORE");
}
