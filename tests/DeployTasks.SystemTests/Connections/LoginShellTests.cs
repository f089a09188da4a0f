using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

/// <summary>The shell that /etc/passwd names for the user, and not one that the server runs instead (faults.md §4.4, 58 and 61).</summary>
public abstract class LoginShellTests(Transport transport)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/usr/sbin/nologin", "DT4010")]
    [InlineData("/bin/false", "DT4010")]
    [InlineData("/bin/rbash", "DT4010")]
    [InlineData("/no/such/shell", "DT4008")]
    public async Task One_that_runs_no_commands_is_told(string shell, string code)
    {
        using var passwd = new Passwd(shell);
        await using var host = await OneHost.StartAsync(transport, passwd.Options);

        var error = await host.FailAsync();

        Assert.Equal((code, ExitCode.Unreachable), (error.Code, error.Exit));
    }

    [Theory]
    [InlineData("/usr/bin/fish"), InlineData("/bin/tcsh")]
    public async Task One_of_another_language_is_no_hindrance(string shell)
    {
        using var passwd = new Passwd(shell);
        await using var host = await OneHost.StartAsync(transport, passwd.Options);
        await using var session = host.Open();

        var run = await session.RunAsync(new RemoteCommand("x='a b'; test \"$x\" = 'a b' && exit 3"), (_, _) => { }, Cancel);

        Assert.Equal(3, run.Exit);
    }

    /// <summary>This machine's, in which only the shell of the login user is another.</summary>
    private sealed class Passwd : IDisposable
    {
        private const string Real = "/etc/passwd";
        private readonly string _file = Path.GetTempFileName();

        public Passwd(string shell) => File.WriteAllLines(_file, File.ReadLines(Real).Select(line =>
            line.StartsWith($"{SshLab.User}:", StringComparison.Ordinal) ? line[..line.LastIndexOf(':')] + ":" + shell : line));

        public LabOptions Options => new() { Mounts = new Dictionary<string, string> { [Real] = _file } };

        public void Dispose() => File.Delete(_file);
    }
}

public sealed class LoginShellOverOpenSshTests() : LoginShellTests(Transport.OpenSsh);
