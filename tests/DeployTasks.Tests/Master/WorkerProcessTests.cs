using System.Diagnostics;
using DeployTasks.Master;

namespace DeployTasks.Tests.Master;

public class WorkerProcessTests
{
    [Fact]
    public async Task The_last_words_of_a_worker_begin_with_a_whole_line()
    {
        const string Line = "the password is hunter22 ........";
        var info = new ProcessStartInfo("sh", ["-c", $"for i in $(seq 200); do echo '{Line}' >&2; done; exit 3"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        await using var worker = new WorkerProcess(ProcessStarter.Start(info));

        var exit = await worker.Completion;

        var lines = exit.ErrorTail.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 100, 150);
        Assert.All(lines, line => Assert.Equal(Line, line.TrimEnd()));
    }
}
