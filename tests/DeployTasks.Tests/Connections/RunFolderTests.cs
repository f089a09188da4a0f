using DeployTasks.Connections;
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

    [Fact]
    public void A_folder_that_is_gone_before_its_run_ends_is_no_mistake_of_the_run()
    {
        var folder = RunFolder.Create();
        Directory.Delete(folder.Path, recursive: true);

        folder.Dispose();
    }

    [Fact]
    public async Task A_host_says_goodbye_although_the_folder_of_its_run_is_gone()
    {
        var connection = new OpenSshConnection(new ConnectionSettings("web1", "localhost") { RunFolder = "/no/such/folder" });

        await connection.DisposeAsync();
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
