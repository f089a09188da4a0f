using DeployTasks.Connections.OpenSsh;
using DeployTasks.Lab;
using DeployTasks.Tool;

namespace DeployTasks.SystemTests.Connections;

/// <summary>Keys and known hosts from the environment: they open the host and leave nothing behind.</summary>
public abstract class SshIdentityTests(OneHost host)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Key => File.ReadAllText(host.Lab.IdentityFile);

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("\n", " ")]
    [InlineData("\n", "\\n")]
    public async Task A_key_opens_the_host_whatever_a_form_made_of_its_lines(string line, string end)
    {
        await using var identity = await SshIdentity.PrepareAsync(
            new SshSecrets { Key = Key.Replace(line, end), KnownHosts = File.ReadAllText(host.Lab.KnownHostsFile) }, Cancel);

        Assert.Equal(Outcome.Done, await ConnectAsync(identity));
    }

    [Fact]
    public async Task A_passphrase_opens_a_key_from_the_environment_or_a_file()
    {
        var file = Path.Combine(host.Folder, "locked");
        File.Copy(host.Lab.IdentityFile, file);
        await LabKey.EncryptAsync(file, "it's a secret");
        var known = File.ReadAllText(host.Lab.KnownHostsFile);
        var secrets = new SshSecrets { Passphrase = "it's a secret", KnownHosts = known };

        await using var fromEnvironment = await SshIdentity.PrepareAsync(secrets with { Key = File.ReadAllText(file) }, Cancel);
        await using var fromFile = await SshIdentity.PrepareAsync(secrets with { IdentityFiles = [file] }, Cancel);

        Assert.Equal(Outcome.Done, await ConnectAsync(fromEnvironment));
        Assert.Equal(Outcome.Done, await ConnectAsync(fromFile, file));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task An_ed25519_key_of_OpenSSL_opens_the_host_or_it_is_said_who_could_read_it(bool fromFile)
    {
        var file = Path.Combine(host.Folder, $"pkcs8-{fromFile}");
        var key = Pkcs8Keys.OfEd25519(Key);
        File.Copy(host.Lab.IdentityFile, file);
        await File.WriteAllTextAsync(file, key, Cancel);
        var known = File.ReadAllText(host.Lab.KnownHostsFile);

        try
        {
            await using var identity = await SshIdentity.PrepareAsync(
                fromFile ? new SshSecrets { IdentityFiles = [file], KnownHosts = known } : new SshSecrets { Key = key, KnownHosts = known },
                Cancel, Transports.Agent);
            Assert.Equal(Outcome.Done, await ConnectAsync(identity, fromFile ? file : null));
        }
        catch (DeployException old) when (Transports.Agent is null)
        {
            Assert.Equal("DT4007", old.Errors[0].Code);
            Assert.Contains("from version 9.6 on", old.Message);
        }
    }

    [Fact]
    public async Task A_key_file_with_the_wrong_line_ends_is_repaired_on_the_way()
    {
        var file = Path.Combine(host.Folder, "crlf");
        await File.WriteAllTextAsync(file, Key.Replace("\n", "\r\n").TrimEnd(), Cancel);

        await using var identity = await SshIdentity.PrepareAsync(
            new SshSecrets { IdentityFiles = [file], KnownHosts = File.ReadAllText(host.Lab.KnownHostsFile) }, Cancel);

        Assert.Equal(Outcome.Done, await ConnectAsync(identity, file));
    }

    [Theory]
    [InlineData(null, "has a passphrase")]
    [InlineData("wrong", "does not open")]
    public async Task A_passphrase_that_is_missing_or_wrong_is_named_before_any_host_is_touched(string? passphrase, string what)
    {
        var file = Path.Combine(host.Folder, $"locked with {passphrase ?? "none"}");
        File.Copy(host.Lab.IdentityFile, file);
        await LabKey.EncryptAsync(file, "right");

        var mistake = await Assert.ThrowsAsync<DeployException>(() => SshIdentity.PrepareAsync(
            new SshSecrets { Key = File.ReadAllText(file), Passphrase = passphrase }, Cancel));

        Assert.Equal("DT4007", mistake.Errors[0].Code);
        Assert.Contains(what, mistake.Message);
    }

    [Fact]
    public async Task Nothing_of_a_run_is_left_on_disk_and_the_key_was_never_there()
    {
        var identity = await SshIdentity.PrepareAsync(new SshSecrets { Key = Key }, Cancel);
        var files = Directory.GetFiles(identity.Folder).Select(file => new FileInfo(file)).Where(file => file.Name != "agent").ToList();
        var secret = Key.Split('\n')[2];

        Assert.All(files.Where(file => file.Name != "lock"), file => Assert.DoesNotContain(secret, File.ReadAllText(file.FullName)));
        await identity.DisposeAsync();
        Assert.False(Directory.Exists(identity.Folder));
    }

    [Fact]
    public async Task Only_this_user_may_enter_the_folder_and_a_control_socket_fits_in()
    {
        await using var identity = await SshIdentity.PrepareAsync(new SshSecrets(), Cancel);

        Assert.True(identity.Folder.Length < 80, identity.Folder);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(identity.Folder));
        }
    }

    [Fact]
    public async Task The_folder_of_a_run_that_was_killed_is_removed_by_the_next_and_that_of_a_living_one_is_not()
    {
        await using var living = await SshIdentity.PrepareAsync(new SshSecrets(), Cancel);
        var dead = Path.Combine(Path.GetDirectoryName(living.Folder)!, "deploytasks-" + Path.GetRandomFileName());
        Directory.CreateDirectory(dead);
        await File.WriteAllTextAsync(Path.Combine(dead, "lock"), "", Cancel);

        await using var next = await SshIdentity.PrepareAsync(new SshSecrets(), Cancel);

        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(living.Folder));
    }

    private async Task<Outcome> ConnectAsync(SshIdentity identity, string? file = null)
    {
        await using var session = host.Open(host.Settings with
        {
            IdentityFile = file,
            KnownHostsFile = null,
            RunFolder = identity.Folder,
        });
        return await session.ConnectAsync(Cancel);
    }
}

public sealed class SshIdentityOverOpenSshTests(OpenSshHost host) : SshIdentityTests(host), IClassFixture<OpenSshHost>;
