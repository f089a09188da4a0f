using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.SystemTests.Connections;

/// <summary>A host that is reached through another, as ssh_config says.</summary>
public abstract class JumpHostTests(OneHost host) : IAsyncLifetime
{
    private OneHost? _jump;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _jump = await OneHost.StartAsync(host.Settings.Transport);

    public async ValueTask DisposeAsync()
    {
        await _jump!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Commands_and_bytes_travel_through_a_jump_host(bool included)
    {
        await using var session = host.Open(await ThroughAsync(Known(_jump!), included));

        Assert.Equal(Outcome.Done, await session.ConnectAsync(Cancel));
        var sent = await session.SendAsync(
            new RemoteCommand("cat; echo $SSH_CONNECTION"), (stream, stop) => stream.WriteAsync("bytes "u8.ToArray(), stop).AsTask(), Cancel);

        Assert.StartsWith("bytes ", Encoding.UTF8.GetString(sent.Out));
        Assert.Contains(host.Settings.Port.ToString()!, Encoding.UTF8.GetString(sent.Out));
        Assert.Contains("Accepted publickey", _jump!.Host.Log);
    }

    [Fact]
    public async Task The_key_of_a_jump_host_has_to_be_known_too()
    {
        var error = await host.FailAsync(await ThroughAsync(known: ""));

        Assert.Equal("DT4005", error.Code);
        Assert.Contains($"[{_jump!.Settings.Hostname}]:{_jump.Settings.Port}", error.What);
    }

    private static string Known(OneHost of) => File.ReadAllText(of.Lab.KnownHostsFile);

    private async Task<ConnectionSettings> ThroughAsync(string known, bool included = false)
    {
        var file = Path.Combine(host.Folder, Path.GetRandomFileName());
        var jump = _jump!.Settings;
        await File.WriteAllTextAsync(file + ".known", Known(host) + known, Cancel);
        await File.WriteAllTextAsync(file, $"""
            Host target
              HostName {host.Settings.Hostname}
              ProxyJump gate
            Host gate
              HostName {jump.Hostname}
              Port {jump.Port}
              User {jump.User}
              IdentityFile {jump.IdentityFile}
            """, Cancel);
        if (included)
        {
            File.Move(file, file + ".more");
            await File.WriteAllTextAsync(file, $"Include {file}.more\nMatch host nobody\n  User nobody\n", Cancel);
        }

        return host.Settings with { Hostname = "target", ConfigFile = file, KnownHostsFile = file + ".known" };
    }
}

public sealed class JumpHostOverOpenSshTests(OpenSshHost host) : JumpHostTests(host), IClassFixture<OpenSshHost>
{
    private readonly OneHost _host = host;

    [Fact]
    public async Task A_jump_host_whose_name_nobody_knows_is_the_one_that_is_named()
    {
        var config = Path.Combine(_host.Folder, "unknown-jump");
        await File.WriteAllTextAsync(config, "Host 127.*\n  ProxyJump gate.invalid\n", TestContext.Current.CancellationToken);

        var error = await _host.FailAsync(_host.Settings with { ConfigFile = config });

        Assert.Equal("DT4011", error.Code);
        Assert.StartsWith("The name gate.invalid on the way to ", error.What);
    }
}
