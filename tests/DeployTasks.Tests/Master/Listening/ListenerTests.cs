using System.Collections.Concurrent;
using System.Text;
using DeployTasks.Master.Listening;

namespace DeployTasks.Tests.Master.Listening;

public sealed class ListenerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dt-listen").FullName;
    private readonly ConcurrentQueue<string> _told = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_script_is_heard_once_however_often_it_says_the_same_and_cannot_say_anything_else()
    {
        await using var listener = Start();

        Assert.Equal(200, await listener.CallAsync("web1/job", "done 0"));
        Assert.Equal(200, await listener.CallAsync("web1/job", "done 0"));
        Assert.Equal(409, await listener.CallAsync("web1/job", "done 1"));
        Assert.Equal(409, await listener.CallAsync("web1/job", "done 1", ListenerUnderTest.TokenFor("web1/job", days: 2)));
        Assert.Equal(200, await listener.CallAsync("web2/job", "done 7"));

        await listener.NewsAsync();
        await listener.NewsAsync();
        Assert.Equal(["web1/job done 0", "web2/job done 7"], _told);
    }

    [Fact]
    public async Task Without_a_token_of_its_own_nothing_is_answered_but_401()
    {
        await using var listener = Start();
        var token = ListenerUnderTest.TokenFor("web1/job");

        Assert.Equal(401, await listener.CallAsync("web1/other", "x", token));
        Assert.Equal(401, await listener.CallAsync("web2/job", "x", token));
        Assert.Equal(401, await listener.CallAsync("web1/job", "x", token + "0"));
        Assert.Equal(401, await listener.CallAsync("nobody", "x", token));
        Assert.Equal(401, await listener.CallAsync("web1/job", "x", "", "/elsewhere", "GET"));
        Assert.Empty(Directory.GetFiles(_folder, "*.call"));
    }

    [Fact]
    public async Task With_a_token_the_form_counts()
    {
        await using var listener = Start();

        Assert.Equal(410, await listener.CallAsync("web1/job", "x", ListenerUnderTest.TokenFor("web1/job", days: -1)));
        Assert.Equal(404, await listener.CallAsync("web1/job", "x", path: "/deploy/callback/"));
        Assert.Equal(405, await listener.CallAsync("web1/job", "x", method: "PUT"));
        Assert.Equal(413, await listener.CallAsync("web1/job", new string('x', 256 * 1024 + 1)));
        Assert.Empty(Directory.GetFiles(_folder, "*.call"));
    }

    [Fact]
    public async Task What_was_heard_and_not_told_when_it_died_is_told_when_it_is_back()
    {
        var telling = new TaskCompletionSource();
        await using (var first = new ListenerUnderTest(_folder, async (_, cancel) =>
        {
            telling.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return null;
        }))
        {
            Assert.Equal(200, await first.CallAsync("web1/job", "done 0"));
            await telling.Task;
            Assert.Equal(200, await first.CallAsync("web2/job", "done 1"));
        }

        await using var second = Start();

        await second.NewsAsync();
        await second.NewsAsync();
        Assert.Equal(["web1/job done 0", "web2/job done 1"], _told);
        Assert.Equal(200, await second.CallAsync("web1/job", "done 0"));
        Assert.Equal(409, await second.CallAsync("web1/job", "done 5"));
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_after_a_restart()
    {
        await using (var first = Start())
        {
            await first.CallAsync("web1/job", "done 0");
            await first.NewsAsync();
        }

        await using (var second = Start())
        {
            Assert.Equal(200, await second.CallAsync("web1/job", "done 0"));
            await second.CallAsync("web1/later", "done 1");
            Assert.Equal("later", (await second.NewsAsync()).Caller.Script);
            Assert.False(second.HasMoreNews);
        }

        Assert.Equal(["web1/job done 0", "web1/later done 1"], _told);
    }

    [Fact]
    public async Task Who_could_not_be_told_is_told_later_and_keeps_nobody_waiting()
    {
        var failures = 1;
        await using var listener = new ListenerUnderTest(_folder, (callback, cancel) =>
            callback.Caller.Script == "job" && Interlocked.Decrement(ref failures) >= 0
                ? Task.FromResult<string?>("no")
                : Tell(callback, cancel));
        await listener.CallAsync("web1/job", "done 0");
        await listener.CallAsync("web1/other", "done 1");

        Assert.Equal("DT7018", (await listener.NewsAsync()).Problem!.Code);
        Assert.Equal("other", (await listener.NewsAsync()).Caller.Script);
        Assert.Equal("job", (await listener.NewsAsync()).Caller.Script);
        Assert.Equal(["web1/other done 1", "web1/job done 0"], _told);
    }

    [Fact]
    public async Task What_somebody_has_deleted_is_not_told_and_keeps_nobody_waiting()
    {
        var busy = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var listener = new ListenerUnderTest(_folder, async (callback, cancel) =>
        {
            busy.TrySetResult();
            await go.Task;
            return await Tell(callback, cancel);
        });
        await listener.CallAsync("web1/job", "done 0");
        await busy.Task;
        await listener.CallAsync("web1/gone", "done 1");
        File.Delete(FileOf("gone.call"));
        go.SetResult();
        await listener.CallAsync("web1/other", "done 2");

        Assert.Equal("job", (await listener.NewsAsync()).Caller.Script);
        Assert.Equal("other", (await listener.NewsAsync()).Caller.Script);
        Assert.Equal(["web1/job done 0", "web1/other done 2"], _told);
    }

    [Fact]
    public async Task What_was_told_but_could_not_be_marked_is_marked_later_and_told_once()
    {
        await using var listener = new ListenerUnderTest(_folder, (callback, cancel) =>
        {
            // Stands where the mark would be.
            Directory.CreateDirectory(FileOf("job.told"));
            return Tell(callback, cancel);
        });
        await listener.CallAsync("web1/job", "done 0");
        Assert.Equal("DT7021", (await listener.NewsAsync()).Problem!.Code);
        Directory.Delete(FileOf("job.told"));

        Assert.True(SpinWait.SpinUntil(() => File.Exists(FileOf("job.told")), TimeSpan.FromSeconds(60)));
        Assert.Equal(["web1/job done 0"], _told);
    }

    [Fact]
    public async Task A_teller_that_breaks_is_asked_again()
    {
        var breaks = 1;
        await using var listener = new ListenerUnderTest(_folder, (callback, cancel) =>
            Interlocked.Decrement(ref breaks) >= 0 ? throw new InvalidOperationException("broken") : Tell(callback, cancel));
        await listener.CallAsync("web1/job", "done 0");

        Assert.Equal("DT7018", (await listener.NewsAsync()).Problem!.Code);
        Assert.Null((await listener.NewsAsync()).Problem);
    }

    [Fact]
    public async Task What_was_heard_is_not_for_others_even_in_a_folder_that_is()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("755", 8));
        await using var listener = Start();
        await listener.CallAsync("web1/job", "done 0");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileOf("job.call")));
        Assert.DoesNotContain(Directory.GetFiles(_folder), file => Path.GetFileName(file).StartsWith('.') && !file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_belongs_to_one_listener()
    {
        await using var first = Start();
        await first.CallAsync("web1/job", "done 0");

        var mistake = await Assert.ThrowsAsync<DeployException>(() =>
            new CallbackListener(new ListenOptions(new(0, 0), "/", _folder), ListenerUnderTest.Key, null!, _ => { })
                .RunAsync(_ => { }, CancellationToken.None));

        Assert.Equal("DT7017", mistake.Errors[0].Code);
    }

    private string FileOf(string name) => Path.Combine(_folder, "web1%2F" + name);

    private ListenerUnderTest Start() => new(_folder, Tell);

    private Task<string?> Tell(HeardCallback callback, CancellationToken cancel)
    {
        _told.Enqueue($"{callback.Caller} {Encoding.ASCII.GetString(callback.Body.Span)}");
        return Task.FromResult<string?>(null);
    }
}
