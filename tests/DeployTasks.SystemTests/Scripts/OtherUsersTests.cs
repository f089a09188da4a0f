using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>Other users of a host, while a script there has a way home.</summary>
public class OtherUsersTests
{
    private const string Work = """
        tasks:
          work:
            steps:
              - { script: "sleep 600\n", detach: true, name: job }
              - { script: "sleep 600\n", detach: true, name: other }
              - { wait: job }
        """;

    private const string Ours = """
        cd "$1" && . ./callback && printf 'body' > forged
        call() { curl -s -o /dev/null -w '%{http_code}\n' --noproxy '*' --max-time 5 --unix-socket "$CALLBACK_SOCKET" -H "Host: $CALLBACK_NAME" \
          -H "Authorization: Bearer $1" -H "X-Job: $2" -H 'Content-Type: application/octet-stream' --data-binary "$3" http://localhost/callback; }
        call "$CALLBACK_TOKEN" "${CALLER%/*}/$2" forged
        call "${CALLBACK_TOKEN}0" "$CALLER" forged
        call "$CALLBACK_TOKEN" web2/job forged
        call "$CALLBACK_TOKEN" "$CALLER" first
        call "$CALLBACK_TOKEN" "$CALLER" first
        call "$CALLBACK_TOKEN" "$CALLER" second
        """;

    [Fact]
    public async Task They_can_neither_read_a_token_nor_reach_the_socket_and_a_token_is_worth_one_message_of_one_script()
    {
        await using var scene = await ScriptScene.StartAsync(extra: Work);
        using var tool = scene.Launch("run", "work", "-vvv");
        await ScriptScene.UntilAsync(() => scene.Statuses().Count() == 2);
        var jobs = await scene.ListAsync();
        var (job, other) = (IdOf(jobs, "job"), IdOf(jobs, "other"));
        var callback = scene.JobFile("web1", job, "callback");
        await ScriptScene.UntilAsync(() => File.Exists(callback));
        var socket = (await File.ReadAllLinesAsync(callback))[0].Split('\'')[1];

        Assert.NotEqual(0, await AsNobodyAsync($"cat {callback}"));
        Assert.NotEqual(0, await AsNobodyAsync($"curl -s --max-time 5 --unix-socket {socket} http://localhost/callback"));
        var answers = await PosixShell.Dash.RunAsync($"set -- {Path.GetDirectoryName(callback)} {other}\n{Ours}\n");

        Assert.Equal(["403", "403", "403", "200", "200", "409"], answers.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        LabProcess.Signal(tool.Id, 15);
        var said = await tool.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(said.Split('\n'), line => line.Contains("has called home", StringComparison.Ordinal));
        Assert.All(await scene.ListAsync(), status => Assert.Equal("running", status.GetProperty("state").GetString()));
    }

    private static string IdOf(IEnumerable<System.Text.Json.JsonElement> jobs, string name) =>
        jobs.Single(job => job.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    private static async Task<int> AsNobodyAsync(string command)
    {
        using var process = LabProcess.Start("sudo", ["-n", "-u", "nobody", "sh", "-c", command]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
