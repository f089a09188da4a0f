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
        call() { curl -s -o /dev/null -w '%{http_code}\n' --noproxy '*' --max-time 5 ${CALLBACK_SOCKET:+--unix-socket "$CALLBACK_SOCKET"} \
          -H "Host: $CALLBACK_NAME" -H "Authorization: Bearer $1" -H "X-Job: $2" -H 'Content-Type: application/octet-stream' --data-binary "$3" \
          "http://${CALLBACK_HOST:-localhost}/callback"; }
        call "$CALLBACK_TOKEN" "${CALLER%/*}/$2" forged
        call "${CALLBACK_TOKEN}0" "$CALLER" forged
        call "$CALLBACK_TOKEN" web2/job forged
        call "$CALLBACK_TOKEN" "$CALLER" first
        call "$CALLBACK_TOKEN" "$CALLER" first
        call "$CALLBACK_TOKEN" "$CALLER" second
        """;

    // Exit codes of curl: https://curl.se/docs/manpage.html
    private const int NoConnection = 7;
    private const int Refused = 22;

    [Fact]
    public async Task They_can_neither_read_a_token_nor_use_the_way_home_and_a_token_is_worth_one_message_of_one_script()
    {
        await using var scene = await ScriptScene.StartAsync(extra: Work);
        using var tool = scene.Launch("run", "work", "-vvv");
        await Poll.UntilAsync(() => scene.Statuses().Count() == 2);
        var jobs = await scene.ListAsync();
        var (job, other) = (IdOf(jobs, "job"), IdOf(jobs, "other"));
        var callback = scene.JobFile("web1", job, "callback");
        await Poll.UntilAsync(() => File.Exists(callback));
        var way = (await File.ReadAllLinesAsync(callback)).Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1].Trim('\''));

        Assert.NotEqual(0, await AsNobodyAsync($"cat {callback}"));
        var (knock, exit) = ForStrangers(way);
        Assert.Equal(exit, await AsNobodyAsync(knock));
        var answers = await PosixShell.Dash.RunAsync($"set -- {Path.GetDirectoryName(callback)} {other}\n{Ours}\n");

        Assert.Equal(["403", "403", "403", "200", "200", "409"], answers.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        LabProcess.Signal(tool.Id, 15);
        var said = await tool.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(said.Split('\n'), line => line.Contains("has called home", StringComparison.Ordinal));
        Assert.All(await scene.ListAsync(), status => Assert.Equal("running", status.GetProperty("state").GetString()));
    }

    // A socket is refused by the host; a port, which everybody there can reach, by the token that is not known.
    private static (string Knock, int Exit) ForStrangers(Dictionary<string, string> way) => way["CALLBACK_SOCKET"] is { Length: > 0 } socket
        ? ($"curl -s --max-time 5 --unix-socket {socket} http://localhost/callback", NoConnection)
        : ($"curl -sf --max-time 5 -X POST -H 'Host: {way["CALLBACK_NAME"]}' -H 'Authorization: Bearer guess' http://{way["CALLBACK_HOST"]}/callback", Refused);

    private static string IdOf(IEnumerable<System.Text.Json.JsonElement> jobs, string name) =>
        jobs.Single(job => job.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    private static async Task<int> AsNobodyAsync(string command)
    {
        using var process = LabProcess.Start("sudo", ["-n", "-u", "nobody", "sh", "-c", command]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
