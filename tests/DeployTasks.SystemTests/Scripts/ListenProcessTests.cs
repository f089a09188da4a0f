using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>The real listener, scripts whose SSH connection is long gone, and SIGKILL between hearing and telling.</summary>
public class ListenProcessTests
{
    [Fact]
    public async Task A_killed_listener_tells_after_its_restart_what_it_had_heard_and_tells_it_once()
    {
        await using var scene = await ScriptScene.StartAsync(2);
        scene.Environment["DEPLOY_CALLBACK_KEY"] = "correct horse battery staple";
        var port = FreePort.Of();
        await using var first = await ListenAsync(scene, port);
        var id = await scene.StartAsync("sleep 2\necho hello\nexit 9\n", "--callback-url", $"http://127.0.0.1:{port}/callback?team=a");
        await Task.WhenAll(scene.Lab.Hosts.Select(host => host.StopAsync()));
        scene.Lab.Hosts.ToList().ForEach(ScriptScene.CutSessions);

        await Poll.UntilAsync(() => Directory.GetFiles(scene.PathOf("callbacks"), "*.call").Length == 2);
        await first.KillAsync();
        Assert.False(File.Exists(scene.PathOf("told")));
        await File.WriteAllTextAsync(scene.PathOf("go"), "");
        await using (await ListenAsync(scene, port))
        {
            await Poll.UntilAsync(() => Directory.GetFiles(scene.PathOf("callbacks"), "*.told").Length == 2);
        }

        await using (await ListenAsync(scene, port))
        {
        }

        Assert.Equal(
            [$"web1 {id} finished 9 hello", $"web2 {id} finished 9 hello"],
            (await File.ReadAllLinesAsync(scene.PathOf("told"))).Order(StringComparer.Ordinal));
        await Task.WhenAll(scene.Lab.Hosts.Select(host => host.StartAsync()));
        Assert.Contains("exit code 9", (await scene.RunAsync("script", "wait", id)).Output);
    }

    private static Task<RunningListener> ListenAsync(ScriptScene scene, int port) => scene.ListenAsync($"http://127.0.0.1:{port}/callback?team=a", port,
        "exec:[ -e go ] || exit 1; echo \"$SCRIPT_HOST $SCRIPT_ID $SCRIPT_STATE $SCRIPT_EXIT $(cat)\" >> told");
}
