using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class UploadTests
{
    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_file_arrives_whole_with_its_mode(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("recipe/a b.sh", "echo 'hi'\n", "750");
        var scene = host.Scene();
        Assert.Equal(Outcome.Done, await scene.RunAsync(Upload(host, "a b.sh", host["srv/deep/it's a file"])));
        Assert.Equal("echo 'hi'\n", File.ReadAllText(host["srv/deep/it's a file"]));
        Assert.Equal("750", Mode(host["srv/deep/it's a file"]));
        Assert.Empty(host.Leftovers);
        var progress = scene.Events.OfType<Progress>().Last();
        Assert.Equal((10, 10), (progress.Done, progress.Total));
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_folder_arrives_with_everything_in_it(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        var longName = new string('x', 200);
        host.Write("recipe/web/run.sh", "#!/bin/sh\n", "755");
        host.Write($"recipe/web/{longName}/{longName}.txt", "long");
        host.Write("recipe/web/-rf\n*", "odd name");
        Directory.CreateDirectory(host["recipe/web/empty"]);
        File.CreateSymbolicLink(host["recipe/web/link"], "run.sh");
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(Upload(host, "web", host["srv/web"])));
        Assert.Equal(["-rf\n*", "empty", "link", "run.sh", longName], Names(host["srv/web"]));
        Assert.Equal("755", Mode(host["srv/web/run.sh"]));
        Assert.Equal("run.sh", new FileInfo(host["srv/web/link"]).LinkTarget);
        Assert.Equal("long", File.ReadAllText(host[$"srv/web/{longName}/{longName}.txt"]));
        Assert.Empty(host.Leftovers);
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task An_empty_folder_arrives_empty(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        Directory.CreateDirectory(host["recipe/web"]);
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(Upload(host, "web", host["srv/web"])));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host["srv/web"]));
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_folder_with_a_pipe_in_it_is_refused()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("recipe/web/page", "x");
        using (var mkfifo = LabProcess.Start("mkfifo", [host["recipe/web/pipe"]]))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        var error = await host.Scene().FailAsync(Upload(host, "web", host["srv/web"]));
        Assert.Equal("DT5031", error.Code);
        Assert.Contains("pipe is neither a file, a folder nor a link", error.What);
        Assert.False(Directory.Exists(host["srv/web"]));
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_folder_is_laid_over_what_is_there(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("recipe/web/a/new", "new");
        host.Write("recipe/web/a/both", "new");
        File.CreateSymbolicLink(host["recipe/web/link"], "a/new");
        host.Write("srv/web/a/both", "old");
        host.Write("srv/web/a/kept", "kept");
        Directory.CreateDirectory(host["srv/elsewhere"]);
        File.CreateSymbolicLink(host["srv/web/link"], "../elsewhere");
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(Upload(host, "web", host["srv/web"])));
        Assert.Equal(["both", "kept", "new"], Names(host["srv/web/a"]));
        Assert.Equal("new", File.ReadAllText(host["srv/web/a/both"]));
        Assert.Equal("a/new", new FileInfo(host["srv/web/link"]).LinkTarget);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host["srv/elsewhere"]));
        Assert.Empty(host.Leftovers);
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_destination_may_be_relative_to_the_folder_of_the_step(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("recipe/web/a", "new");
        host.Write("srv/web/a", "old");
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(Upload(host, "web", "srv/web") with { Cwd = host.Folder }));
        Assert.Equal("new", File.ReadAllText(host["srv/web/a"]));
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_destination_that_ends_with_a_slash_keeps_the_name_and_a_mode_may_be_named()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("recipe/app.conf", "x");
        await host.Scene().RunAsync(Upload(host, "app.conf", host["srv/"]) with { Mode = "0600" });
        Assert.Equal("600", Mode(host["srv/app.conf"]));
    }

    [Fact]
    public async Task A_destination_that_is_a_folder_is_not_replaced_by_a_file()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("recipe/file", "x");
        host.Write("srv/app/precious", "y");
        Assert.Equal("DT5032", (await host.Scene().FailAsync(Upload(host, "file", host["srv/app"]))).Code);
        Assert.Equal(["precious"], Names(host["srv/app"]));
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task What_is_not_there_is_named_with_its_whole_path()
    {
        await using var host = await RealHost.OpenAsync();
        var error = await host.Scene().FailAsync(Upload(host, "dist", "/srv"));
        Assert.Equal("DT5030", error.Code);
        Assert.Contains(host["recipe/dist"], error.What);
    }

    [Fact]
    public async Task A_place_where_the_user_may_not_write_is_explained()
    {
        var scene = new HostScene();
        scene.Host.Answer("cat >", exit: 1, error: "sh: cannot create /srv/x: Permission denied\n");
        var file = Path.GetTempFileName();
        var error = await scene.FailAsync(new UploadStep(HostScene.Place, file, "/srv/x"));
        File.Delete(file);
        Assert.Equal("DT5032", error.Code);
        Assert.Contains("as:", error.Next);
    }

    [Fact]
    public async Task What_was_damaged_on_its_way_is_never_put_in_place()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("recipe/file", "what was sent");
        host.Write("srv/file", "what was there");
        var scene = new HostScene { Session = new DamagingSession(host.Session) };
        var error = await scene.FailAsync(Upload(host, "file", host["srv/file"]));
        Assert.Equal("DT5033", error.Code);
        Assert.Equal("what was there", File.ReadAllText(host["srv/file"]));
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_stream_that_ends_early_leaves_nothing_behind()
    {
        await using var host = await RealHost.OpenAsync();
        host.Write("recipe/file", "what was sent");
        var scene = new HostScene { Session = new DamagingSession(host.Session, cut: 5) };
        Assert.False((await scene.RunAsync(Upload(host, "file", host["srv/file"]))).IsSuccess);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host["srv"]));
    }

    private static UploadStep Upload(RealHost host, string source, string destination) => new(host.Place, source, destination);

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string Mode(string file) => Convert.ToString((int)File.GetUnixFileMode(file), 8);

    /// <summary>A line that turns one byte, or ends after some.</summary>
    private sealed class DamagingSession(IHostSession inner, int? cut = null) : IHostSession
    {
        public Task Lost => inner.Lost;

        public Task<Outcome> ConnectAsync(CancellationToken cancel) => inner.ConnectAsync(cancel);

        public Task<RemoteResult> RunAsync(RemoteCommand command, ReceiveOutput output, CancellationToken cancel) =>
            inner.RunAsync(command, output, cancel);

        public Task<RemoteResult> SendAsync(RemoteCommand command, Func<Stream, CancellationToken, Task> write, CancellationToken cancel) =>
            inner.SendAsync(command, async (host, stop) =>
            {
                using var sent = new MemoryStream();
                await write(sent, stop);
                sent.GetBuffer()[1] ^= 1;
                await host.WriteAsync(sent.GetBuffer().AsMemory(0, cut ?? (int)sent.Length), stop);
            }, cancel);

        public Task<RemoteResult> ReceiveAsync(RemoteCommand command, Func<Stream, CancellationToken, Task> read, CancellationToken cancel) =>
            inner.ReceiveAsync(command, read, cancel);

        public Task<LockHold> HoldLockAsync(string path, CancellationToken cancel) => inner.HoldLockAsync(path, cancel);

        public Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel) =>
            inner.ForwardAsync(socket, localPort, cancel);

        public ValueTask DisposeAsync() => default;
    }
}
