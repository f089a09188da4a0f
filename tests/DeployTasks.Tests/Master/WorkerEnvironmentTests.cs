using System.Text;
using DeployTasks.Master;

namespace DeployTasks.Tests.Master;

public class WorkerEnvironmentTests
{
    [Fact]
    public async Task A_worker_gets_its_token_and_nothing_else_of_our_secrets()
    {
        Environment.SetEnvironmentVariable("DEPLOY_SSH_PINNED", "a private key");
        await using var worker = new WorkerLauncher("/bin/sh", ["-c", "env"]).Start(new WorkerOrder("http://127.0.0.1:1", "web1", "its token"));
        using var said = new StreamReader(worker.Output, Encoding.UTF8);

        var variables = await said.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("DEPLOY_WORKER_TOKEN=its token", variables);
        Assert.DoesNotContain("a private key", variables);
    }
}
