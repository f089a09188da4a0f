using System.Text;
using DeployTasks.Connections;
using DeployTasks.Scripts;

namespace DeployTasks.Tests.Scripts;

/// <summary>What a wait shows of a log: its end, which begins with a whole line, or a secret could be cut in two.</summary>
public sealed class EndOfALogTests : IDisposable
{
    private readonly ScriptHome _home = new(Directory.CreateTempSubdirectory("dtlog").FullName);

    public void Dispose() => Directory.Delete(_home.Folder, recursive: true);

    [Theory]
    [InlineData("seq -f 'line %06g' 1 10000", false)]
    [InlineData("seq -f 'line %06g' 1 2000", true)]
    public async Task The_end_of_a_long_log_begins_with_a_whole_line(string script, bool isWhole)
    {
        var lines = (await TailAsync(script)).Split('\n');

        Assert.Matches("^line [0-9]{6}$", lines[0]);
        Assert.Equal(isWhole, lines[0] == "line 000001");
    }

    [Fact]
    public async Task Of_one_endless_line_a_piece_is_left_out_that_could_be_the_rest_of_a_secret() =>
        Assert.Equal(ScriptRunner.TailBytes / 2, (await TailAsync("head -c 50000 /dev/zero | tr '\\0' x")).Length);

    private async Task<string> TailAsync(string script)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var host = HostSessions.OnThisMachine();
        var runner = new ScriptRunner(host, _home, bell: null);
        Assert.Equal(Outcome.Done, await runner.StartAsync(new ScriptJob("job", "job", "#!/bin/sh\n" + script + "\n"), listener: null, cancel));
        var shown = new MemoryStream();
        Assert.Equal(Outcome.Done, await runner.WaitAsync(new ScriptStatus("job", "job", ScriptState.Running, null, ""), (_, bytes) => shown.Write(bytes.Span), cancel));
        return Encoding.UTF8.GetString(shown.ToArray());
    }
}
