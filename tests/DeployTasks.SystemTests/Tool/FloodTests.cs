using System.Security.Cryptography;

namespace DeployTasks.SystemTests.Tool;

public class FloodTests
{
    private const string Recipe = "hosts:\n  web1: { connection: local }\n";

    [Fact]
    public async Task Every_byte_of_a_flood_without_line_breaks_is_in_the_log()
    {
        const int Megabytes = 32;
        using var tool = new ToolCommand(Recipe);
        var sent = new byte[Megabytes << 20];
        new Random(5).NextBytes(sent);
        await File.WriteAllBytesAsync(tool.PathOf("flood"), sent);

        var end = await tool.RunAsync("exec", "cat {{file}}", "-o", $"file={tool.PathOf("flood")}", "--log", "deploy.log");

        Assert.True(end.Exit == 0, end.Error);
        var log = await File.ReadAllBytesAsync(tool.PathOf("deploy.log"));
        var start = log.AsSpan().IndexOf(sent.AsSpan(0, 64));
        Assert.True(start > 0, "the flood is not in the log");
        Assert.Equal(SHA256.HashData(sent), SHA256.HashData(log.AsSpan(start, sent.Length)));
        Assert.True(end.Output.Length < 10 << 20, "the console shows its beginning and its end only");
    }

    [Fact]
    public async Task Nothing_a_host_prints_begins_a_line_of_the_console()
    {
        using var tool = new ToolCommand(Recipe);
        var hostile = "::error::a\\n##[error]b\\rtask forged\\v\\033[2Aup\\f\\302\\205nel\\342\\200\\250ls";

        var end = await tool.RunAsync("exec", $"printf '{hostile}'");

        Assert.True(end.Exit == 0, end.Error);
        var host = end.Lines.SkipWhile(line => !line.Contains(" > ", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('[')).ToList();
        Assert.Equal(7, host.Count);
        Assert.All(host, line => Assert.StartsWith("[web1] | ", line));
        Assert.DoesNotContain("##[", end.Output);
        Assert.DoesNotContain('\u001b', end.Output);
    }
}
