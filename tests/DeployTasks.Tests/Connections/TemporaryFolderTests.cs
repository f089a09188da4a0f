using DeployTasks.Connections.OpenSsh;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Connections;

[Collection(typeof(ProcessEnvironment))]
public sealed class TemporaryFolderTests
{
    [Theory]
    [InlineData("/no/such/folder")]
    [InlineData("")]
    public void A_temporary_folder_that_is_not_there_is_none(string folder)
    {
        var usual = Environment.GetEnvironmentVariable("TMPDIR");
        Environment.SetEnvironmentVariable("TMPDIR", folder);
        try
        {
            using var run = RunFolder.Create();

            Assert.StartsWith("/tmp/", run.Path);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", usual);
        }
    }
}
