using System.Text;
using DeployTasks.Events;
using DeployTasks.Tests.Support;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public sealed class LogFileTests : IDisposable
{
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    }

    private readonly string _folder = Directory.CreateTempSubdirectory("dt-log").FullName;
    private readonly List<Error> _complaints = [];

    private string LogPath => Path.Combine(_folder, "deploy.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LogFile Open(string path) =>
        new(path, new Redaction(new Secrets("s3cr3t")), new StoppedClock(), _complaints.Add);

    [Fact]
    public void It_says_when_who_and_what_around_the_bytes_of_the_hosts()
    {
        using (var log = Open(LogPath))
            ScriptedRun.Play(log);

        Snapshot.Verify(File.ReadAllText(LogPath));
    }

    [Fact]
    public void The_bytes_of_a_host_are_exactly_those_it_sent()
    {
        var sent = new byte[300_000];
        new Random(3).NextBytes(sent);
        sent[^1] = (byte)'\n';
        using (var log = Open(LogPath))
        {
            for (var from = 0; from < sent.Length; from += 10_000)
                log.Handle(new Output("web1", OutputStream.Out, sent.AsMemory(from, 10_000)));
        }

        var header = Encoding.UTF8.GetBytes("dt 2026-01-02T03:04:05.678Z [web1] stdout\n");
        Assert.Equal([.. header, .. sent], File.ReadAllBytes(LogPath));
    }

    [Fact]
    public void A_second_run_is_appended_and_only_its_owner_may_read_it()
    {
        for (var run = 0; run < 2; run++)
        {
            using var log = Open(LogPath);
            log.Handle(new Said(null, SaidLevel.Info, "hello"));
        }

        Assert.Equal(2, File.ReadAllLines(LogPath).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LogPath));
    }

    [Fact]
    public void Two_runs_at_once_do_not_write_over_each_other()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using (var one = Open(LogPath))
        using (var other = Open(LogPath))
        {
            for (var i = 0; i < 10; i++)
            {
                one.Handle(new Said(null, SaidLevel.Info, $"one {i}"));
                other.Handle(new Said(null, SaidLevel.Info, $"the other {i}"));
            }
        }

        var lines = File.ReadAllLines(LogPath);
        Assert.Equal(20, lines.Length);
        Assert.EndsWith("one 9", lines[^2]);
        Assert.EndsWith("the other 9", lines[^1]);
    }

    [Theory]
    [InlineData("no/such/folder/deploy.log")]
    [InlineData("/dev/full")]
    public void One_that_cannot_be_written_is_said_once_and_the_run_goes_on(string path)
    {
        using var log = Open(Path.Combine(_folder, path));

        ScriptedRun.Play(log);

        var complaint = Assert.Single(_complaints);
        Assert.Equal("DT9001", complaint.Code);
        Assert.Contains(path, complaint.What);
    }
}
