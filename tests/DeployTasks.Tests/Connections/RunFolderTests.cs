using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Tests.Connections;

public sealed class RunFolderTests
{
    [Fact]
    public async Task Runs_that_begin_at_the_same_time_keep_their_folders()
    {
        var lost = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 400).Count(_ => IsLost()))));

        Assert.Equal(0, lost.Sum());
    }

    private static bool IsLost()
    {
        using var folder = RunFolder.Create();
        Thread.Yield();
        if (Directory.Exists(folder.Path))
        {
            return false;
        }

        Directory.CreateDirectory(folder.Path);
        return true;
    }
}
