using DeployTasks.Connections;
using DeployTasks.Tests.Connections;

namespace DeployTasks.SystemTests.Connections;

/// <summary>The suite over real sshd, with <c>sh</c> on the host being each of the shells that hosts have.</summary>
public abstract class SshConnectionTests(OneHost host, string shell) : ConnectionSuite
{
    protected override Task<HostSession> OpenAsync()
    {
        var sh = Path.Combine(host.Folder, "bin", "sh");
        if (!File.Exists(sh))
        {
            File.CreateSymbolicLink(sh, shell);
        }

        return Task.FromResult(host.Open());
    }
}

public sealed class OpenSshConnectionWithDashTests(OpenSshHost host)
    : SshConnectionTests(host, "/bin/dash"), IClassFixture<OpenSshHost>;

public sealed class OpenSshConnectionWithBashTests(OpenSshHost host)
    : SshConnectionTests(host, "/bin/bash"), IClassFixture<OpenSshHost>;

public sealed class OpenSshConnectionWithBusyBoxTests(OpenSshHost host)
    : SshConnectionTests(host, "/bin/busybox"), IClassFixture<OpenSshHost>;
