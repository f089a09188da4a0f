using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections.SshNet;

public sealed class SshNetHost() : OneHost(Transport.SshNet);

public sealed class SshNetConnectionWithDashTests(SshNetHost host)
    : SshConnectionTests(host, "/bin/dash"), IClassFixture<SshNetHost>;

public sealed class SshNetConnectionWithBashTests(SshNetHost host)
    : SshConnectionTests(host, "/bin/bash"), IClassFixture<SshNetHost>;

public sealed class SshNetConnectionWithBusyBoxTests(SshNetHost host)
    : SshConnectionTests(host, "/bin/busybox"), IClassFixture<SshNetHost>;

public sealed class HostKeyOverSshNetTests(SshNetHost host) : HostKeyTests(host), IClassFixture<SshNetHost>;

public sealed class LoginOverSshNetTests(SshNetHost host) : LoginTests(host), IClassFixture<SshNetHost>;

public sealed class LostConnectionOverSshNetTests(SshNetHost host) : LostConnectionTests(host), IClassFixture<SshNetHost>
{
    // An OpenSSH client whose master died logs in by itself.
    [Fact]
    public async Task What_is_asked_of_a_host_that_has_stopped_answering_is_given_up_too()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var frozen = await OneHost.StartAsync(Transport.SshNet);
        var session = frozen.Open(frozen.Settings with { KeepAlive = TimeSpan.FromSeconds(1) });
        await session.ConnectAsync(cancel);
        var server = ServerOf(frozen.Host.Pid);
        LabProcess.Signal(server, 19);
        try
        {
            var result = await Task.Run(() => session.SendAsync(new RemoteCommand("cat"), (_, _) => Task.CompletedTask, cancel), cancel)
                .WaitAsync(TimeSpan.FromSeconds(30), cancel);

            Assert.Equal(("DT4019", ExitCode.Unreachable), (result.Error?.Code, result.Error?.Exit));
        }
        finally
        {
            LabProcess.Signal(server, 18);
        }
    }

    protected override int[] Ends() => [ServerOf(host.Host.Pid)];
}

public sealed class UnreachableOverSshNetTests(SshNetHost host) : UnreachableTests(host), IClassFixture<SshNetHost>;

public sealed class SshIdentityOverSshNetTests(SshNetHost host) : SshIdentityTests(host), IClassFixture<SshNetHost>;

public sealed class ServerLimitOverSshNetTests() : ServerLimitTests(Transport.SshNet)
{
    protected override string ForcedByKey => "DT4010";
}

public sealed class JumpHostOverSshNetTests(SshNetHost host) : JumpHostTests(host), IClassFixture<SshNetHost>;

public sealed class UnreadOutputOverSshNetTests(SshNetHost host) : UnreadOutputTests(host), IClassFixture<SshNetHost>;
