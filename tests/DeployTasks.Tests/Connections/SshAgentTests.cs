using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Tests.Connections;

public sealed class SshAgentTests
{
    [Fact]
    public async Task An_agent_that_cannot_start_says_why_instead_of_being_waited_for()
    {
        var start = SshAgent.StartAsync(new SshFolder("/no/such/folder"), TestContext.Current.CancellationToken);

        var mistake = await Assert.ThrowsAsync<DeployException>(() => start.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal("DT4018", mistake.Errors[0].Code);
        Assert.Contains("/no/such/folder", mistake.Message);
    }
}
