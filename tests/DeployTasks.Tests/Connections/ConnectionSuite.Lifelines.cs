using DeployTasks.Connections;
using DeployTasks.Lab;

namespace DeployTasks.Tests.Connections;

public abstract partial class ConnectionSuite
{
    [Fact]
    public async Task The_proof_of_life_is_held_by_one_session_and_freed_by_its_end()
    {
        await using var second = await OpenAsync();
        var path = _folder + "/lock file";

        Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path, Cancel));
        Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path, Cancel));
        Assert.Equal(LockHold.Busy, await second.HoldLockAsync(path, Cancel));
        await Session.DisposeAsync();
        await Poll.UntilAsync(async () => await second.HoldLockAsync(path, Cancel) == LockHold.Held);
        Assert.Equal(LockHold.Unsupported, await second.HoldLockAsync("/nowhere/at/all", Cancel));
    }

    [Fact]
    public async Task A_proof_of_life_whose_file_was_removed_is_taken_anew()
    {
        await using var second = await OpenAsync();
        var path = _folder + "/lock file";

        Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path, Cancel));
        File.Delete(path);
        Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path, Cancel));
        Assert.Equal(LockHold.Busy, await second.HoldLockAsync(path, Cancel));
    }

    [Fact]
    public async Task A_session_holds_more_than_one_proof_and_says_when_it_cannot_hold_another()
    {
        await using var second = await OpenAsync();
        var paths = Enumerable.Range(1, 6).Select(n => $"{_folder}/lock {n}").ToArray();
        foreach (var path in paths[..5])
        {
            Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path, Cancel));
        }

        Assert.Equal(LockHold.Unsupported, await Session.HoldLockAsync(paths[5], Cancel));
        foreach (var path in paths[..5])
        {
            Assert.Equal(LockHold.Busy, await second.HoldLockAsync(path, Cancel));
        }
    }

    [Fact]
    public async Task No_command_inherits_a_proof_of_life()
    {
        await using var second = await OpenAsync();
        var path = _folder + "/lock file";
        Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path, Cancel));
        Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path + " 2", Cancel));
        await RunAsync("setsid sleep 60 >/dev/null 2>&1 & echo $!");
        await RunAsync("sleep 60 >/dev/null 2>&1 & echo $!");
        var background = TakeLines();
        await Session.DisposeAsync();
        _session = second;

        foreach (var held in (string[])[path, path + " 2"])
        {
            while (await second.HoldLockAsync(held, Cancel) != LockHold.Held)
            {
                await Task.Delay(20, Cancel);
            }
        }

        await RunAsync($"kill {string.Join(' ', background)}");
    }

    [Fact]
    public async Task A_session_that_was_lost_proves_its_life_again_when_it_is_back()
    {
        await using var second = await OpenAsync();
        var path = _folder + "/lock file";
        Assert.Equal(LockHold.Held, await Session.HoldLockAsync(path, Cancel));

        Assert.Equal(RemoteEnd.ConnectionLost, (await RunAsync("kill -9 $PPID")).End);
        Assert.True((await RunAsync("true")).IsSuccess);
        Assert.Equal(LockHold.Busy, await second.HoldLockAsync(path, Cancel));
    }

    [Fact]
    public async Task What_still_runs_when_the_session_ends_is_ended_and_what_was_left_in_the_background_is_not()
    {
        await using var other = await OpenAsync();
        await RunAsync("setsid sleep 600 >/dev/null 2>&1 & echo $!");
        var daemon = TakeLines().Single();
        var step = Task.Run(() => RunAsync("trap '' TERM; echo $$; sleep 600 & echo $!; sleep 600; sleep 600"), Cancel);
        await Poll.UntilAsync(() => Out.Split('\n').Length == 3, step);
        var running = TakeLines();
        await Session.DisposeAsync();
        _session = other;

        foreach (var pid in running)
        {
            await Poll.UntilAsync(async () => !await IsAliveAsync(pid));
        }

        Assert.True(await IsAliveAsync(daemon));
        await RunAsync($"kill {daemon}");
    }
}
