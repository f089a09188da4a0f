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

public sealed class LoginOverOpenSshTests(OpenSshHost host) : LoginTests(host), IClassFixture<OpenSshHost>;
