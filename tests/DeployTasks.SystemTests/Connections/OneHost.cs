using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

/// <summary>A lab of one sshd, a run's folder, and the settings that lead there.</summary>
public sealed class OneHost : IAsyncLifetime
{
    private SshLab? _lab;
    private SshIdentity? _identity;

    public string Folder => Host.Folder;

    public LabHost Host => _lab!.Hosts[0];

    public SshLab Lab => _lab!;

    public ConnectionSettings Settings => new(Host.Alias, Host.Address)
    {
        Port = Host.Port,
        User = SshLab.User,
        IdentityFile = Lab.IdentityFile,
        KnownHostsFile = Lab.KnownHostsFile,
        RunFolder = _identity!.Folder,
    };

    public async ValueTask InitializeAsync()
    {
        _lab = await SshLab.StartAsync();
        _identity = await SshIdentity.PrepareAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _identity!.DisposeAsync();
        await _lab!.DisposeAsync();
    }
}
