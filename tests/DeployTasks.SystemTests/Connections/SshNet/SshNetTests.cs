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

    // The login itself was answered; what comes then is not.
    [Fact]
    public async Task A_host_that_falls_silent_right_after_the_login_is_given_up_as_one_that_never_said_a_word()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var far = await OneHost.StartAsync(Transport.SshNet);
        var link = await far.Lab.LinkAsync(far.Host, new LinkFault { Delay = TimeSpan.FromMilliseconds(500) });
        var session = far.Open(far.Settings with
        {
            Port = link.Port,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            KeepAlive = TimeSpan.Zero,
        });
        var connecting = Task.Run(() => session.ConnectAsync(cancel), cancel);
        while (!far.Host.Log.Contains("Accepted publickey", StringComparison.Ordinal))
        {
            await Task.Delay(5, cancel);
        }

        // Its answer is on the way to us by now, and our next question a second away from it.
        await Task.Delay(100, cancel);
        link.Fault = link.Fault with { CutAfter = link.Passed, Resets = false };

        var outcome = await connecting.WaitAsync(TimeSpan.FromSeconds(60), cancel);

        Assert.Equal(("DT4003", ExitCode.Unreachable), (outcome.Error?.Code, outcome.Error?.Exit));
    }

    protected override int[] Ends() => [ServerOf(host.Host.Pid)];
}

public sealed class UnreachableOverSshNetTests(SshNetHost host) : UnreachableTests(host), IClassFixture<SshNetHost>;

public sealed class SshIdentityOverSshNetTests(SshNetHost host) : SshIdentityTests(host), IClassFixture<SshNetHost>;

public sealed class ServerLimitOverSshNetTests() : ServerLimitTests(Transport.SshNet)
{
    protected override string ForcedByKey => "DT4010";
}

public sealed class LoginShellOverSshNetTests() : LoginShellTests(Transport.SshNet);

public sealed class JumpHostOverSshNetTests(SshNetHost host) : JumpHostTests(host), IClassFixture<SshNetHost>;

public sealed class UnreadOutputOverSshNetTests(SshNetHost host) : UnreadOutputTests(host), IClassFixture<SshNetHost>;
