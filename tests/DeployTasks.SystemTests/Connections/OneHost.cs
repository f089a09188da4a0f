using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Lab;
using DeployTasks.Tool;

namespace DeployTasks.SystemTests.Connections;

/// <summary>A lab of one sshd, a run's folder, and the settings that lead there.</summary>
public class OneHost(Transport transport) : IAsyncLifetime
{
    private SshLab? _lab;
    private SshIdentity? _identity;

    public string Folder => Host.Folder;

    public LabHost Host => _lab!.Hosts[0];

    public SshLab Lab => _lab!;

    public ConnectionSettings Settings => new(Host.Alias, Host.Address)
    {
        Transport = transport,
        Port = Host.Port,
        User = SshLab.User,
        IdentityFile = Lab.IdentityFile,
        KnownHostsFile = Lab.KnownHostsFile,
        RunFolder = _identity!.Folder,
    };

    /// <summary>A host with a server configured as <paramref name="config"/> says.</summary>
    public static Task<OneHost> StartAsync(Transport transport, params string[] config) =>
        StartAsync(transport, new LabOptions { Config = config });

    public static async Task<OneHost> StartAsync(Transport transport, LabOptions options)
    {
        var host = new OneHost(transport);
        await host.StartAsync(options);
        return host;
    }

    public HostSession Open(ConnectionSettings? settings = null) =>
        new(new ConnectionFactory(Transports.SshNet).Create(settings ?? Settings), settings ?? Settings);

    /// <summary>Connects, which must fail.</summary>
    public async Task<Error> FailAsync(ConnectionSettings? settings = null)
    {
        await using var session = Open(settings);
        var outcome = await session.ConnectAsync(TestContext.Current.CancellationToken);
        return outcome.Error ?? throw new InvalidOperationException("It connected");
    }

    public async ValueTask InitializeAsync() => await StartAsync(new LabOptions());

    public async ValueTask DisposeAsync()
    {
        await _identity!.DisposeAsync();
        await _lab!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task StartAsync(LabOptions options)
    {
        _lab = await SshLab.StartAsync(1, options);
        _identity = await SshIdentity.PrepareAsync(new SshSecrets(), CancellationToken.None);
    }
}

public sealed class OpenSshHost() : OneHost(Transport.OpenSsh);
