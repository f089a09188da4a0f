using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Lab;
using DeployTasks.Tests.Connections;

namespace DeployTasks.SystemTests.Connections;

/// <summary>The suite over real sshd, with <c>sh</c> on the host being each of the shells that hosts have.</summary>
public abstract class OpenSshConnectionTests(string shell) : ConnectionSuite
{
    private SshLab? _lab;
    private SshIdentity? _identity;

    protected override async Task<HostSession> OpenAsync()
    {
        _lab = await SshLab.StartAsync();
        _identity = await SshIdentity.PrepareAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(_lab.Hosts[0].Folder, "bin", "sh"), shell);
        var settings = new ConnectionSettings(_lab.Hosts[0].Alias, _lab.Hosts[0].Address)
        {
            Port = _lab.Hosts[0].Port,
            User = SshLab.User,
            IdentityFile = _lab.IdentityFile,
            KnownHostsFile = _lab.KnownHostsFile,
            RunFolder = _identity.Folder,
        };
        return new HostSession(ConnectionFactory.Create(settings), settings);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _identity!.DisposeAsync();
        await _lab!.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class OpenSshConnectionWithDashTests() : OpenSshConnectionTests("/bin/dash");

public sealed class OpenSshConnectionWithBashTests() : OpenSshConnectionTests("/bin/bash");

public sealed class OpenSshConnectionWithBusyBoxTests() : OpenSshConnectionTests("/bin/busybox");
