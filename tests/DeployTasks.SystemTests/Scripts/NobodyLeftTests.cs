using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>Masters, connections and ways home that go while scripts run.</summary>
public class NobodyLeftTests
{
    private const int Kill = 9;

    private const string Work = """
        tasks:
          work:
            steps:
              - { script: "sleep 4\necho ran >> \"${0%/*}/ran\"\nexit 7\n", detach: true, name: job }
              - { wait: job }
        """;

    /// <summary>The same, but it does not end before the test has done its worst.</summary>
    private static readonly string HeldWork = Work.Replace("sleep 4", "until [ -e \\\"${0%/*}/go\\\" ]; do sleep 0.1; done", StringComparison.Ordinal);

    [Fact]
    public async Task A_second_master_collects_what_a_killed_one_has_started()
    {
        await using var scene = await ScriptScene.StartAsync(2, HeldWork);
        using (var first = scene.Launch("run", "work"))
        {
            await UntilStartedAsync(scene, 2);
            LabProcess.Signal(first.Id, Kill);
            await first.WaitForExitAsync();
        }

        await LetGoAsync(scene);
        await ExpectSevenAsync(scene);
    }

    [Fact]
    public async Task A_host_that_forwards_nothing_is_looked_at_instead()
    {
        await using var scene = await StartAsync(1, new LabOptions { Config = ["AllowTcpForwarding no", "AllowStreamLocalForwarding no"] });

        var end = await scene.RunAsync("run", "work");

        Assert.Contains("exit code 7", end.Output);
        await ExpectSevenAsync(scene);
    }

    [Theory]
    [InlineData("echo 403")]
    [InlineData("echo 500")]
    [InlineData("sleep 600")]
    public async Task A_call_that_does_not_come_through_costs_time_and_nothing_else(string curl)
    {
        await using var scene = await StartAsync(1, new LabOptions
        {
            Programs = new Dictionary<string, string> { ["curl"] = $"#!/bin/sh\n{curl}\n" },
        });

        var end = await scene.RunAsync("run", "work");

        Assert.Contains("exit code 7", end.Output);
        await ExpectSevenAsync(scene);
    }

    [Fact]
    public async Task A_host_that_has_only_BusyBox_calls_home()
    {
        using var programs = ProgramFolder.BusyBox();
        await using var scene = await StartAsync(1, new LabOptions { Config = [programs.ForceCommand] });
        var end = await scene.RunAsync("run", "work", "-vvv");

        Assert.Contains("has called home", end.Output);
        Assert.Contains("exit code 7", end.Output);
        await ExpectSevenAsync(scene);
    }

    /// <summary>The master is gone, and the port it had forwarded belongs to somebody who takes every call.</summary>
    [Fact]
    public async Task A_stranger_who_took_the_forwarded_port_hears_a_call_and_changes_nothing()
    {
        using var programs = ProgramFolder.BusyBox();
        await using var scene = await ScriptScene.StartAsync(1, HeldWork, new LabOptions { Config = [programs.ForceCommand] });
        using var first = scene.Launch("run", "work");
        await UntilStartedAsync(scene, 1);
        var id = (await scene.ListAsync()).Single().GetProperty("id").GetString()!;
        var callback = await File.ReadAllTextAsync(scene.JobFile("web1", id, "callback"));
        var port = callback.Split('\n').Single(line => line.StartsWith("CALLBACK_HOST=", StringComparison.Ordinal)).Trim('\'').Split(':')[1];
        LabProcess.Signal(first.Id, Kill);
        using var stranger = await TakeAsync(int.Parse(port, CultureInfo.InvariantCulture));
        await LetGoAsync(scene);
        using var call = await stranger.AcceptAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await call.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));

        await ExpectSevenAsync(scene);
    }

    private static Task<ScriptScene> StartAsync(int hosts, LabOptions? options = null) => ScriptScene.StartAsync(hosts, Work, options);

    private static Task LetGoAsync(ScriptScene scene) => Task.WhenAll(scene.Statuses()
        .Select(status => File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(status)!, "go"), "")));

    private static Task UntilStartedAsync(ScriptScene scene, int count) =>
        Poll.UntilAsync(() => scene.Statuses().Count() == count);

    // As a later job of CI would: another process, without any memory of the first.
    private static async Task ExpectSevenAsync(ScriptScene scene)
    {
        var end = await scene.RunAsync("script", "wait", "job");
        Assert.True(end.Exit == 1, end.Output + end.Error);
        foreach (var host in scene.Lab.Hosts)
        {
            Assert.Contains($"DT7005: {host.Alias}: Script job-", end.Output);
        }

        Assert.All(await scene.ListAsync(), job =>
        {
            Assert.Equal(("finished", 7), (job.GetProperty("state").GetString(), job.GetProperty("exit").GetInt32()));
            Assert.Equal("ran\n", File.ReadAllText(scene.JobFile(
                job.GetProperty("host").GetString()!, job.GetProperty("id").GetString()!, "ran")));
        });
    }

    private static async Task<Socket> TakeAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                socket.Listen();
                return socket;
            }
            catch (SocketException) when (tries < 100)
            {
                // sshd has not let go yet.
                socket.Dispose();
                await Task.Delay(50);
            }
        }
    }
}
