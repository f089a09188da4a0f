using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

/// <summary>Keys that do not open the host, each by its cause (faults.md §4.4, 56-57).</summary>
public abstract class LoginTests(OneHost host)
{
    private string Good => File.ReadAllText(host.Lab.IdentityFile);

    [Theory]
    [InlineData("empty", "", "empty")]
    [InlineData("public", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAn5a2jVY3yVVdxD3Rn0iLzNwvFcnDZnd1Wk2 me", "a public key")]
    [InlineData("other", "hello", "something else")]
    [InlineData("base64", "LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZLS0tLS0K", "a private key in base64")]
    [InlineData("half", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU", "a part of a private key")]
    public async Task A_file_that_is_no_private_key_is_named_as_what_it_is(string name, string text, string what)
    {
        var error = await host.FailAsync(With(name, text));

        Assert.Equal(("DT4007", ExitCode.Unreachable), (error.Code, error.Exit));
        Assert.Contains($"/{name} is {what}, not a private key", error.What);
    }

    [Fact]
    public async Task A_key_file_that_others_may_read_is_named()
    {
        var settings = With("open", Good);
        SetMode(settings.IdentityFile!, 0b110_100_100);

        var error = await host.FailAsync(settings);

        Assert.Equal("DT4007", error.Code);
        Assert.Contains("others may read it", error.What);
        Assert.Contains("chmod 600", error.Next);
    }

    [Fact]
    public async Task A_key_file_that_is_missing_is_named()
    {
        var error = await host.FailAsync(host.Settings with { IdentityFile = "/nowhere/id" });

        Assert.Equal("DT4007", error.Code);
        Assert.Contains("/nowhere/id", error.What);
    }

    [Fact]
    public async Task A_key_with_a_passphrase_asks_for_the_variable_and_never_for_the_passphrase()
    {
        var settings = With("locked", Good);
        await LabKey.EncryptAsync(settings.IdentityFile!, "secret");

        var error = await host.FailAsync(settings);

        Assert.Equal("DT4007", error.Code);
        Assert.Contains("has a passphrase", error.What);
        Assert.Contains("DEPLOY_SSH_PASSPHRASE", error.Next);
    }

    [Fact]
    public async Task A_key_that_its_agent_does_not_sign_with_is_a_refused_login()
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder, "unconfirmed")).FullName;
        var socket = Path.Combine(folder, "agent");
        File.Copy(host.Lab.IdentityFile + ".pub", Path.Combine(folder, "key1.pub"));
        using var agent = LabProcess.Start("ssh-agent", ["-D", "-a", socket], info => info.Environment["SSH_ASKPASS"] = "/bin/false");
        await agent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var add = LabProcess.Start(
            "ssh-add", ["-q", "-c", host.Lab.IdentityFile], info => info.Environment["SSH_AUTH_SOCK"] = socket);
        await add.WaitForExitAsync(TestContext.Current.CancellationToken);

        var error = await host.FailAsync(host.Settings with { IdentityFile = null, RunFolder = folder });

        agent.Kill();
        Assert.Equal(("DT4008", ExitCode.Unreachable), (error.Code, error.Exit));
    }

    [Fact]
    public async Task A_refused_login_names_the_user_the_methods_and_the_keys_that_were_tried()
    {
        var settings = With("stranger", "");
        File.Delete(settings.IdentityFile!);
        await LabKey.CreateAsync(settings.IdentityFile!);

        var error = await host.FailAsync(settings);

        Assert.Equal("DT4008", error.Code);
        Assert.Contains($"as {settings.User}", error.What);
        Assert.Contains("publickey", error.What);
        Assert.Contains("stranger ED25519 SHA256:", error.What);
    }

    [Fact]
    public async Task A_user_the_host_does_not_have_is_refused_like_any_other()
    {
        var error = await host.FailAsync(host.Settings with { User = "nobody-here" });

        Assert.Equal("DT4008", error.Code);
        Assert.Contains("as nobody-here", error.What);
    }

    [Fact]
    public async Task A_server_that_would_take_a_password_is_given_none_and_asks_nobody()
    {
        await using var asking = await OneHost.StartAsync(host.Settings.Transport, "PasswordAuthentication yes", "KbdInteractiveAuthentication yes");
        var stranger = Path.Combine(asking.Folder, "stranger");
        await LabKey.CreateAsync(stranger);

        var error = await asking.FailAsync(asking.Settings with { IdentityFile = stranger });

        Assert.Equal("DT4008", error.Code);
        Assert.Contains("password", error.What);
    }

    [Fact]
    public async Task A_short_RSA_key_opens_the_host_or_is_named()
    {
        var cancel = TestContext.Current.CancellationToken;
        var key = Path.Combine(host.Folder, "short-rsa");
        await LabKey.CreateAsync(key, "-t", "rsa", "-b", "1024");
        await using var other = await OneHost.StartAsync(host.Settings.Transport, $"AuthorizedKeysFile {key}.pub");
        await using var session = other.Open(other.Settings with { IdentityFile = key });

        var outcome = await session.ConnectAsync(cancel);

        Assert.True(outcome.IsSuccess || outcome.Error?.Code is "DT4007" or "DT4008", outcome.Error?.What);
        Assert.True(outcome.IsSuccess || outcome.Error!.What.Contains("short-rsa", StringComparison.Ordinal), outcome.Error?.What);
    }

    private ConnectionSettings With(string name, string text)
    {
        var file = Path.Combine(host.Folder, name);
        File.WriteAllText(file, text);
        SetMode(file, 0b110_000_000);
        return host.Settings with { IdentityFile = file };
    }

    private static void SetMode(string file, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)mode);
        }
    }
}

public sealed class LoginOverOpenSshTests(OpenSshHost host) : LoginTests(host), IClassFixture<OpenSshHost>
{
    private readonly OneHost _host = host;

    [Fact]
    public async Task The_folder_of_a_run_may_have_a_blank_and_a_percent_sign_in_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("dt 100% ").FullName;
        await using (var session = _host.Open(_host.Settings with { RunFolder = folder }))
        {
            Assert.Equal(Outcome.Done, await session.ConnectAsync(TestContext.Current.CancellationToken));
            Assert.NotNull(await session.ForwardAsync(socket: null, 9, TestContext.Current.CancellationToken));
        }

        var stranger = await _host.FailAsync(_host.Settings with { RunFolder = folder, KnownHostsFile = "/dev/null" });
        Directory.Delete(folder, recursive: true);
        Assert.Equal("DT4005", stranger.Code);
        Assert.Contains("add this line", stranger.Next);
    }

    [Fact]
    public async Task What_ssh_refuses_of_our_own_options_is_its_configuration_and_no_missing_shell()
    {
        var folder = Directory.CreateTempSubdirectory("dt \"").FullName;

        var error = await _host.FailAsync(_host.Settings with { RunFolder = folder });

        Directory.Delete(folder, recursive: true);
        Assert.Equal(("DT4016", ExitCode.Usage), (error.Code, error.Exit));
    }

    [Fact]
    public async Task A_connection_that_the_users_own_configuration_shares_is_neither_used_nor_made()
    {
        var config = Path.Combine(_host.Folder, "sharing");
        await File.WriteAllTextAsync(config, $"Host *\n  ControlMaster auto\n  ControlPersist 60\n  ControlPath {config}.socket\n", TestContext.Current.CancellationToken);
        var settings = _host.Settings with { ConfigFile = config };
        await using var first = _host.Open(settings);
        await using var second = _host.Open(settings);

        Assert.Equal(Outcome.Done, await first.ConnectAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Outcome.Done, await second.ConnectAsync(TestContext.Current.CancellationToken));
        Assert.False(File.Exists($"{config}.socket"));
        await first.DisposeAsync();
        var run = await second.RunAsync(new RemoteCommand("true"), (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.True(run.IsSuccess);
    }
}
