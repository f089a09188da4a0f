using DeployTasks.Connections;
using DeployTasks.Tests.Connections;

namespace DeployTasks.SystemTests.Connections;

/// <summary>The suite over real sshd, with <c>sh</c> on the host being each of the shells that hosts have.</summary>
public abstract class OpenSshConnectionTests(OneHost host, string shell) : ConnectionSuite
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

public sealed class OpenSshConnectionWithDashTests(OneHost host)
    : OpenSshConnectionTests(host, "/bin/dash"), IClassFixture<OneHost>;

public sealed class OpenSshConnectionWithBashTests(OneHost host)
    : OpenSshConnectionTests(host, "/bin/bash"), IClassFixture<OneHost>;

public sealed class OpenSshConnectionWithBusyBoxTests(OneHost host)
    : OpenSshConnectionTests(host, "/bin/busybox"), IClassFixture<OneHost>;
