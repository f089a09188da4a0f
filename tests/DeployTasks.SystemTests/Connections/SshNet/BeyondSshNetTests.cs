namespace DeployTasks.SystemTests.Connections.SshNet;

/// <summary>What only the OpenSSH client can do is refused by its name and never left out in silence.</summary>
public sealed class BeyondSshNetTests(SshNetHost host) : IClassFixture<SshNetHost>
{
    [Theory]
    [InlineData("ProxyCommand nc %h %p", "proxycommand")]
    [InlineData("CertificateFile /tmp/id-cert.pub", "certificatefile")]
    [InlineData("PKCS11Provider /usr/lib/opensc-pkcs11.so", "pkcs11provider")]
    [InlineData("RevokedHostKeys /etc/ssh/revoked", "revokedhostkeys")]
    public async Task A_keyword_of_ssh_config_is_refused_and_the_transport_that_knows_it_is_named(string line, string keyword)
    {
        var file = Path.Combine(host.Folder, keyword);
        await File.WriteAllTextAsync(file, line + "\n", TestContext.Current.CancellationToken);

        var error = await host.FailAsync(host.Settings with { ConfigFile = file });

        Assert.Equal(("DT4021", ExitCode.Usage), (error.Code, error.Exit));
        Assert.Contains(keyword, error.What);
        Assert.Contains("transport: openssh", error.Next);
    }

    [Fact]
    public async Task Forwarding_the_agent_is_refused_too()
    {
        var error = await host.FailAsync(host.Settings with { ForwardAgent = true });

        Assert.Equal("DT4021", error.Code);
        Assert.Contains("forward_agent", error.What);
    }

    [Fact]
    public async Task A_host_that_is_known_by_an_authority_alone_is_refused_so_as_well()
    {
        var file = Path.Combine(host.Folder, "authority");
        var known = await File.ReadAllTextAsync(host.Lab.KnownHostsFile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, "@cert-authority " + known, TestContext.Current.CancellationToken);

        Assert.Equal("DT4021", (await host.FailAsync(host.Settings with { KnownHostsFile = file })).Code);
    }

    [Fact]
    public async Task A_socket_is_answered_with_a_port()
    {
        await using var session = host.Open();

        var address = await session.ForwardAsync("/tmp/no.sock", 9, TestContext.Current.CancellationToken);

        Assert.True(address is { Socket: null, Port: > 0 }, $"{address}");
    }
}
