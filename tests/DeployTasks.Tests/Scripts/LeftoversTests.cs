using DeployTasks.Lab;
using DeployTasks.Scripts;

namespace DeployTasks.Tests.Scripts;

/// <summary>What jobs leave on their host, and for how long.</summary>
public sealed class LeftoversTests : IDisposable
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private readonly ScriptHome _home = new(Directory.CreateTempSubdirectory("dtscripts ").FullName);

    public static TheoryData<PosixShell> Shells => [.. PosixShell.All];

    public void Dispose() => Directory.Delete(_home.Folder, recursive: true);

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_script_that_has_ended_leaves_status_and_log_but_not_its_text(PosixShell shell)
    {
        await shell.RunAsync(JobFolder.Run(_home, new ScriptJob("here", "here", "echo values")));
        await shell.RunAsync(JobFolder.Start(_home, new ScriptJob("there", "there", "echo values"), new ScriptCallbacks()));

        await FakePrograms.UntilAsync(() => Has("there", "status") && !Has("there", "script"));
        Assert.False(Has("here", "script") || Has("here", "command"), "its text is still there");
        Assert.True(Has("here", "status") && Has("here", "log"));
        Assert.True(Has("there", "log"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Old_jobs_of_the_name_go_except_where_one_runs_or_has_something_to_tell(PosixShell shell)
    {
        Lay("job-old", "job", "finished");
        Lay("job-new", "job", "finished", age: TimeSpan.FromDays(29));
        Lay("job-runs", "job", "running");
        Lay("job-tells", "job", "finished", "callback");
        Lay("job-x-old", "job-x", "finished");
        Directory.CreateDirectory(Path.Combine(_home.Folder, "job-none"));
        Age("job-none", TimeSpan.FromDays(40));

        await shell.RunAsync($"cd '{_home.Folder}/job-new'\nNAME=job KEEP={(int)Month.TotalMinutes}\n{HostFiles.Read("process.sh")}{HostFiles.Read("status.sh")}sweep\n");

        Assert.Equal(["job-new", "job-none", "job-runs", "job-tells", "job-x-old"],
            Directory.EnumerateDirectories(_home.Folder).Select(Path.GetFileName).Order());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Whoever_ends_removes_the_old_ones(PosixShell shell)
    {
        Lay("job-old", "job", "finished");
        await shell.RunAsync(JobFolder.Run(_home, new ScriptJob("job-forever", "job", "true")));
        await shell.RunAsync(JobFolder.Run(_home, new ScriptJob("job-here", "job", "true") { Keep = Month }));
        await FakePrograms.UntilAsync(() => !Directory.Exists(Path.Combine(_home.Folder, "job-old")));

        Lay("job-old", "job", "finished");
        await shell.RunAsync(JobFolder.Start(_home, new ScriptJob("job-there", "job", "true") { Keep = Month }, new ScriptCallbacks()));
        await FakePrograms.UntilAsync(() => !Directory.Exists(Path.Combine(_home.Folder, "job-old")));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_job_without_a_status_is_not_taken_for_the_one_before_it(PosixShell shell)
    {
        Lay("a-1", "a", "finished");
        Directory.CreateDirectory(Path.Combine(_home.Folder, "b-1"));
        Age("b-1", TimeSpan.FromDays(1));

        var report = await shell.RunAsync(HostScripts.Report(_home, null));

        var jobs = ScriptStatus.ParseAll(System.Text.Encoding.UTF8.GetBytes(report.Out));
        Assert.Equal([("a-1", ""), ("b-1", "never-started")], jobs.Select(job => (job.Id, job.Reason)).Order());
    }

    private bool Has(string id, string file) => File.Exists(Path.Combine(_home.Folder, id, file));

    private void Lay(string id, string name, string state, string file = "log", TimeSpan? age = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.Folder, id)).FullName;
        File.WriteAllText(Path.Combine(folder, "status"), $"{{\"id\":\"{id}\",\"name\":\"{name}\",\"state\":\"{state}\",\"exit\":0}}");
        File.WriteAllText(Path.Combine(folder, file), "");
        Age(id, age ?? TimeSpan.FromDays(31));
    }

    private void Age(string id, TimeSpan age) => Directory.SetLastWriteTimeUtc(Path.Combine(_home.Folder, id), TimeProvider.System.GetUtcNow().UtcDateTime - age);
}
