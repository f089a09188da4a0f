using System.Formats.Tar;
using System.IO.Compression;
using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class DownloadTests
{
    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_file_of_the_host_arrives_as_it_is(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        var bytes = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7)).ToArray();
        Directory.CreateDirectory(host["srv"]);
        File.WriteAllBytes(host["srv/it's a log"], bytes);
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(Download(host, host["srv/it's a log"], "logs/")));
        Assert.Equal(bytes, File.ReadAllBytes(host["recipe/logs/it's a log"]));
        Assert.Empty(host.Leftovers);
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_folder_arrives_with_modes_and_links_over_what_is_there(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("srv/out/bin/run", "x", "750");
        File.CreateSymbolicLink(host["srv/out/run"], "bin/run");
        File.CreateSymbolicLink(host["srv/out/bin/up"], "../run");
        host.Write("recipe/out/kept", "kept");
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(Download(host, host["srv/out"], "out")));
        Assert.Equal("x", File.ReadAllText(host["recipe/out/run"]));
        Assert.Equal("750", Convert.ToString((int)File.GetUnixFileMode(host["recipe/out/bin/run"]), 8));
        Assert.True(File.Exists(host["recipe/out/kept"]));
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_link_to_a_folder_arrives_as_a_link_and_is_replaced_by_the_next()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("srv/app/releases/5/x", "5");
        host.Write("srv/app/releases/6/x", "6");
        foreach (var release in (string[])["5", "6"])
        {
            File.Delete(host["srv/app/current"]);
            File.CreateSymbolicLink(host["srv/app/current"], $"releases/{release}");
            Assert.Equal(Outcome.Done, await host.Scene().RunAsync(Download(host, host["srv/app"], "app")));
            Assert.Equal($"releases/{release}", new FileInfo(host["recipe/app/current"]).LinkTarget);
            Assert.Equal(release, File.ReadAllText(host["recipe/app/current/x"]));
        }
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_destination_below_a_file_is_told()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("srv/log", "x");
        host.Write("recipe/file", "x");
        Assert.Equal("DT5037", (await host.Scene().FailAsync(Download(host, host["srv/log"], "file/log"))).Code);
    }

    [Fact]
    public async Task What_is_not_there_fails_and_writes_nothing()
    {
        await using var host = await RealHost.OpenAsync();
        Directory.CreateDirectory(host["recipe"]);
        Assert.Equal("DT5034", (await host.Scene().FailAsync(Download(host, host["nothing"], "x"))).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host["recipe"]));
    }

    [Fact]
    public async Task A_pipe_of_the_host_is_no_file()
    {
        await using var host = await RealHost.OpenAsync();
        Assert.Equal("DT5034", (await host.Scene().FailAsync(Download(host, "/dev/null", "x"))).Code);
    }

    public static TheoryData<string, TarEntryType, string?> Hostile => new()
    {
        { "../evil", TarEntryType.RegularFile, null },
        { "a/../../evil", TarEntryType.RegularFile, null },
        { "/tmp/evil", TarEntryType.RegularFile, null },
        { "../evil", TarEntryType.Directory, null },
        { "link", TarEntryType.SymbolicLink, "/etc/passwd" },
        { "link", TarEntryType.SymbolicLink, "../../evil" },
        { "a/link", TarEntryType.SymbolicLink, "x/../../.." },
        { "hard", TarEntryType.HardLink, "../deploy.yaml" },
        { "fifo", TarEntryType.Fifo, null },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task An_entry_that_would_reach_out_of_the_folder_refuses_the_whole(string name, TarEntryType type, string? target)
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("recipe/deploy.yaml", "secret");
        var scene = new HostScene();
        scene.Host.Answer("echo folder", "folder\n");
        scene.Host.Answer("tar -czf", new RemoteResult(RemoteEnd.Exited, 0, Archive(name, type, target), []));
        Assert.Equal("DT5036", (await scene.FailAsync(Download(host, "/srv/out", "out"))).Code);
        Assert.False(Path.Exists(host["recipe/out"]));
        Assert.False(Path.Exists(host["evil"]));
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task Half_an_archive_puts_nothing_in_place()
    {
        await using var host = await RealHost.OpenAsync();
        var scene = new HostScene();
        scene.Host.Answer("echo folder", "folder\n");
        scene.Host.Answer("tar -czf", new RemoteResult(RemoteEnd.Exited, 0, Archive("b", TarEntryType.RegularFile, null)[..60], []));
        Assert.Equal("DT5035", (await scene.FailAsync(Download(host, "/srv/out", "out"))).Code);
        Assert.False(Path.Exists(host["recipe/out"]));
        Assert.Empty(host.Leftovers);
    }

    private static DownloadStep Download(RealHost host, string source, string destination) => new(host.Place, source, destination);

    private static byte[] Archive(string name, TarEntryType type, string? target)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "good") { DataStream = new MemoryStream([1, 2, 3]) });
            var entry = new GnuTarEntry(type, name);
            if (target is not null)
            {
                entry.LinkName = target;
            }
            tar.WriteEntry(entry);
        }
        return bytes.ToArray();
    }
}
