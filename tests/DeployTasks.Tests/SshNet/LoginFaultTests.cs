using System.Net;
using System.Net.Sockets;
using DeployTasks.Connections;
using DeployTasks.Connections.Config;
using DeployTasks.SshNet.Logins;
using DeployTasks.SshNet.Trust;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace DeployTasks.Tests.SshNet;

public sealed class LoginFaultTests
{
    [Fact]
    public async Task A_server_that_reset_the_call_is_tried_again_although_it_takes_no_second_one() =>
        AssertCut(await FaultOfAsync(new SocketException((int)SocketError.ConnectionReset)));

    [Fact]
    public async Task A_server_that_hung_up_is_tried_again_although_it_takes_no_second_call() =>
        AssertCut(await FaultOfAsync(new SshConnectionException("hung up", DisconnectReason.ConnectionLost)));

    [Fact]
    public async Task Who_never_took_the_call_did_not_answer()
    {
        var fault = await FaultOfAsync(new SshOperationTimeoutException("too late"));

        Assert.Equal(("DT4002", 0), (fault.Error.Code, fault.Retries));
    }

    private static void AssertCut(ConnectionFault fault)
    {
        Assert.Equal("DT4013", fault.Error.Code);
        Assert.True(fault.Retries > 1);
    }

    // Nobody listens there any more.
    private static async Task<ConnectionFault> FaultOfAsync(Exception failure)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        var address = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        var route = Route.To(new ConnectionSettings("web1", "127.0.0.1") { Port = address.Port });
        var fault = new LoginFault(route, new HostKeyCheck(route), []) { Failure = failure };
        fault.Begin(address);
        return await fault.FindAsync(TestContext.Current.CancellationToken);
    }
}
