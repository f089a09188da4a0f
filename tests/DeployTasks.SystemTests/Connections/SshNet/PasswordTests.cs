using DeployTasks.Connections;
using DeployTasks.Prompts;
using DeployTasks.Tool;

namespace DeployTasks.SystemTests.Connections.SshNet;

/// <summary>A host that asks for a password, which comes from a prompt.</summary>
public sealed class PasswordTests
{
    [Fact]
    public async Task A_wrong_password_is_named_as_that()
    {
        var error = await FailAsync((_, _) => "not-the-password");

        Assert.Equal(("DT4008", ExitCode.Unreachable), (error.Code, error.Exit));
        Assert.Contains("'ssh_password' is not the right one", error.What);
        Assert.DoesNotContain("authorized_keys", error.Next);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_used_says_why()
    {
        var error = await FailAsync((key, _) => throw new DeployException(Errors.SecretTooShort(key)));

        Assert.Equal("DT4008", error.Code);
        Assert.EndsWith("or answer the host's question: The secret 'ssh_password' is shorter than 4 characters, so it cannot be masked", error.Next);
    }

    [Fact]
    public async Task Where_nobody_answers_the_variable_is_named()
    {
        var error = await FailAsync((_, _) => null);

        Assert.EndsWith($"set {AnswerVariable.Of("ssh_password")}", error.Next);
    }

    private static async Task<Error> FailAsync(AskSecret ask)
    {
        await using var host = await OneHost.StartAsync(Transport.SshNet, "PasswordAuthentication yes", "PubkeyAuthentication no");
        await using var session = new HostSession(new ConnectionFactory(Transports.SshNet, ask).Create(host.Settings), host.Settings);
        var outcome = await session.ConnectAsync(TestContext.Current.CancellationToken);
        return outcome.Error ?? throw new InvalidOperationException("It connected");
    }
}
