using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

/// <summary>A host is trusted by its key, and never because it was there first (faults.md §4.4, 55).</summary>
public abstract class HostKeyTests(OneHost host)
{
    private string Pinned => File.ReadAllText(host.Lab.KnownHostsFile).Trim();

    [Fact]
    public async Task An_unknown_key_is_named_with_algorithm_fingerprint_and_the_line_to_add()
    {
        var error = await host.FailAsync(With("unknown", ""));

        Assert.Equal(("DT4005", ExitCode.Unreachable), (error.Code, error.Exit));
        Assert.Contains($"[{host.Settings.Hostname}]:{host.Settings.Port} shows ssh-ed25519 SHA256:", error.What);
        Assert.Contains(string.Join(' ', Pinned.Split(' ')[..3]), error.Next);
    }

    [Fact]
    public async Task The_line_that_is_offered_opens_the_host_and_nothing_was_trusted_before()
    {
        var settings = With("learned", "");
        var error = await host.FailAsync(settings);
        Assert.Equal("", await File.ReadAllTextAsync(settings.KnownHostsFile!));

        await File.WriteAllTextAsync(settings.KnownHostsFile!, error.Next[error.Next.IndexOf('[')..] + "\n");
        await using var session = host.Open(settings);

        Assert.Equal(Outcome.Done, await session.ConnectAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_changed_key_names_the_line_of_the_old_one_and_is_never_offered_for_acceptance()
    {
        var settings = With("changed", $"# a comment\n{OtherKey()}\n");

        var error = await host.FailAsync(settings);

        Assert.Equal("DT4006", error.Code);
        Assert.Contains("ssh-ed25519 SHA256:", error.What);
        Assert.Contains($"{settings.KnownHostsFile}:2", error.What);
        Assert.DoesNotContain("ssh-ed25519 AAAA", error.What + error.Next);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_even_where_it_is_known()
    {
        var error = await host.FailAsync(With("revoked", $"{Pinned}\n@revoked {Pinned}\n"));

        Assert.Equal("DT4006", error.Code);
        Assert.Contains("revoked", error.What);
    }

    [Fact]
    public async Task Keys_of_the_environment_count_instead_of_the_recipes_file()
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder, "of-the-run")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "known_hosts"), Pinned + "\n");
        await using var session = host.Open(With("empty", "") with { RunFolder = folder });

        Assert.Equal(Outcome.Done, await session.ConnectAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_changed_key_of_the_environment_names_the_variable_and_no_file_that_is_gone_by_then()
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder, "of-another-run")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "known_hosts"), $"# a comment\n{OtherKey()}\n", TestContext.Current.CancellationToken);

        var error = await host.FailAsync(host.Settings with { RunFolder = folder });

        Assert.Equal("DT4006", error.Code);
        Assert.EndsWith("not the one in DEPLOY_KNOWN_HOSTS, line 2", error.What);
    }

    [Fact]
    public async Task An_IPv6_address_is_known_in_brackets_with_its_port()
    {
        var port = FreePort.Of("::1");
        await using var other = await OneHost.StartAsync(host.Settings.Transport, $"ListenAddress [::1]:{port}");
        var known = Path.Combine(other.Folder, "known");
        var key = await File.ReadAllTextAsync(Path.Combine(other.Lab.Folder, "host_key.pub"), TestContext.Current.CancellationToken);
        var settings = other.Settings with { Hostname = "::1", Port = port, KnownHostsFile = known };
        await File.WriteAllTextAsync(known, "", TestContext.Current.CancellationToken);
        Assert.Contains($"[::1]:{port} ssh-ed25519 ", (await other.FailAsync(settings)).Next);

        await File.WriteAllTextAsync(known, $"[::1]:{port} {key}", TestContext.Current.CancellationToken);
        await using var session = other.Open(settings);
        Assert.Equal(Outcome.Done, await session.ConnectAsync(TestContext.Current.CancellationToken));
    }

    private ConnectionSettings With(string name, string known)
    {
        var file = Path.Combine(host.Folder, name);
        File.WriteAllText(file, known);
        return host.Settings with { KnownHostsFile = file };
    }

    // The key of the client stands in for a key that the host once had.
    private string OtherKey() =>
        Pinned.Split(' ')[0] + " " + File.ReadAllText(host.Lab.IdentityFile + ".pub").Trim();
}

public sealed class HostKeyOverOpenSshTests(OpenSshHost host) : HostKeyTests(host), IClassFixture<OpenSshHost>;
