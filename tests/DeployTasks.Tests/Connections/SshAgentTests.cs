using DeployTasks.Connections.OpenSsh;
using DeployTasks.Lab;

namespace DeployTasks.Tests.Connections;

public sealed class SshAgentTests
{
    [Fact]
    public async Task What_a_terminal_tells_everybody_ends_neither_the_agent_nor_who_looks_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("dtag-");
        try
        {
            var own = new SshFolder(folder.FullName);
            var agent = await SshAgent.StartAsync(own, TestContext.Current.CancellationToken);
            var keeper = Assert.Single(Processes("sh\0-c\0", own.AgentSocket));
            var server = Assert.Single(Processes("ssh-agent\0-D\0", own.AgentSocket));
            foreach (var signal in new[] { 2, 3, 1 })
            {
                LabProcess.Signal(keeper, signal);
            }

            Assert.NotEqual(SessionOf(keeper), SessionOf(server));
            Assert.Contains("no identities", await agent.PublicKeysAsync(TestContext.Current.CancellationToken));
            await agent.DisposeAsync();
            for (var tries = 0; tries < 300 && Processes("ssh-agent\0-D\0", own.AgentSocket).Count > 0; tries++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            Assert.Empty(Processes("ssh-agent\0-D\0", own.AgentSocket));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<int> Processes(string begin, string socket) => [.. Directory.EnumerateDirectories("/proc")
        .Where(path => Read(path + "/cmdline") is { } line && $"/{line}".Contains($"/{begin}", StringComparison.Ordinal) && line.Contains(socket, StringComparison.Ordinal))
        .Select(path => int.Parse(Path.GetFileName(path)))];

    private static string SessionOf(int pid) => Read($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[3];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [Fact]
    public async Task An_agent_that_cannot_start_says_why_instead_of_being_waited_for()
    {
        var start = SshAgent.StartAsync(new SshFolder("/no/such/folder"), TestContext.Current.CancellationToken);

        var mistake = await Assert.ThrowsAsync<DeployException>(() => start.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal("DT4018", mistake.Errors[0].Code);
        Assert.Contains("/no/such/folder", mistake.Message);
    }
}
