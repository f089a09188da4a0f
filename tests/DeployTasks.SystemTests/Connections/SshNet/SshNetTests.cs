using DeployTasks.Connections;

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
