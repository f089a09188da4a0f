using DeployTasks.Releases.Packing;
using DeployTasks.Tests.Releases.Support;
using Processor = System.Runtime.InteropServices.Architecture;

namespace DeployTasks.Tests.Releases.Packing;

public sealed class RawFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    /// <summary>Headers: arch/{arm64,powerpc}/include/uapi/asm/fcntl.h, else include/uapi/asm-generic/fcntl.h.</summary>
    [Theory]
    [InlineData(Processor.X64, 0x20000)]
    [InlineData(Processor.Arm64, 0x8000)]
    [InlineData(Processor.Ppc64le, 0x8000)]
    [InlineData(Processor.S390x, 0x20000)]
    public void Links_are_opened_as_links_on_every_processor(Processor processor, int flag) =>
        Assert.Equal(flag, RawFolder.NoFollowOn(processor));

    [Fact]
    public void A_folder_that_cannot_be_read_to_its_end_is_an_error_and_no_shorter_artifact()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            _ = _temp.File($"publish/lib/{number}");
        }

        _ = _temp.File("deploy.yaml", "hosts: {here: {connection: local}}\nconfig: {deploy_path: " + _temp["app"] + "}\nartifact: {path: publish}\n");
        var run = Sh.Run(
            $"""
            cd '{_temp.Path}' && unset CI GITHUB_ACTIONS
            strace -f -o /dev/null -P '{_temp["publish/lib"]}' -e trace=getdents64 -e inject=getdents64:error=EIO:when=2 \
              '{Path.Combine(AppContext.BaseDirectory, "dotnet-deploy")}' run deploy
            """);
        Assert.Equal((2, true), (run.Exit, (run.Out + run.Error).Contains("DT9024")));
        Assert.False(Directory.Exists(_temp["app"]));
    }
}
