using System.Diagnostics;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tests.GitHub;

public class DeploymentReportTests
{
    [Fact]
    public async Task A_run_is_a_deployment_in_progress_and_then_a_success()
    {
        await using var scene = await ReportScene.StartAsync();

        await scene.RunAsync(ExitCode.Done);

        Assert.Equal(["42 in_progress", "42 success"], scene.Statuses);
        var made = scene.Server.Asked[0].Json;
        Assert.Equal(("8c7d6e5", "production", "r2"), ((string)made["ref"]!, (string)made["environment"]!, (string)made["payload"]!["release"]!));
        Assert.All(scene.Server.Asked.Skip(1), asked =>
        {
            Assert.Equal("https://github.example/acme/shop/actions/runs/99/attempts/2", (string)asked.Json["log_url"]!);
            Assert.Equal("https://shop.example", (string)asked.Json["environment_url"]!);
        });
        Assert.Equal("r2 is served", (string)scene.Server.Asked[2].Json["description"]!);
        Assert.Empty(scene.Warnings);
    }

    [Fact]
    public async Task A_run_that_changed_nothing_leaves_the_deployment_of_what_is_served_the_last_success()
    {
        await using var scene = await ReportScene.StartAsync();
        var report = scene.Begin()!;
        await scene.UntilAsync(() => scene.Statuses.Any());

        ReportScene.End(report, ExitCode.Done, served: "r1", before: "r1");
        await report.DisposeAsync();

        Assert.Equal(["42 in_progress", "42 inactive"], scene.Statuses);
        Assert.Equal("Nothing to do: r1 is served already", (string)scene.Server.Asked[2].Json["description"]!);
    }

    [Theory]
    [InlineData(ExitCode.StepFailed, "failure", "failed, exit code 1")]
    [InlineData(ExitCode.Unreachable, "failure", "failed, exit code 3")]
    [InlineData(ExitCode.Locked, "failure", "locked, exit code 4")]
    [InlineData(ExitCode.TimedOut, "failure", "timed out, exit code 6")]
    [InlineData(ExitCode.PartlyPublished, "failure", "partly published, exit code 7")]
    [InlineData(ExitCode.Internal, "error", "failed, exit code 8")]
    [InlineData(ExitCode.Interrupted, "error", "cancelled, exit code 130")]
    public async Task How_a_run_ended_is_its_last_status(ExitCode exit, string state, string description)
    {
        await using var scene = await ReportScene.StartAsync();

        await scene.RunAsync(exit);

        Assert.Equal(["42 in_progress", $"42 {state}"], scene.Statuses);
        Assert.Equal(description, (string)scene.Server.Asked[2].Json["description"]!);
    }

    [Fact]
    public async Task A_run_that_breaks_is_an_error()
    {
        await using var scene = await ReportScene.StartAsync();

        await scene.Begin()!.DisposeAsync();

        Assert.Equal("42 error", scene.Statuses.Last());
    }

    [Fact]
    public async Task The_id_is_an_output_of_the_step()
    {
        await using var scene = await ReportScene.StartAsync();

        await scene.RunAsync(ExitCode.StepFailed);

        Assert.Matches("^deployment-id<<(?<end>\\S+)\n42\n\\k<end>\n$", scene.Output);
    }

    [Fact]
    public async Task A_cancel_is_told_while_the_run_still_ends()
    {
        await using var scene = await ReportScene.StartAsync();
        var report = scene.Begin()!;
        await scene.UntilAsync(() => scene.Statuses.Any());

        scene.Cancel.Request(ExitCode.Interrupted);

        await scene.UntilAsync(() => scene.Statuses.Contains("42 error"));
        ReportScene.End(report, ExitCode.Interrupted);
        await report.DisposeAsync();
        Assert.Equal(["42 in_progress", "42 error"], scene.Statuses);
    }

    [Fact]
    public async Task What_a_cancelled_run_then_comes_to_has_the_last_word()
    {
        await using var scene = await ReportScene.StartAsync();
        var report = scene.Begin()!;
        scene.Cancel.Request(ExitCode.Terminated);
        await scene.UntilAsync(() => scene.Statuses.Contains("42 error"));

        ReportScene.End(report, ExitCode.PartlyPublished);
        await report.DisposeAsync();

        Assert.Equal("42 failure", scene.Statuses.Last());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_GitHub_that_hangs_does_not_keep_a_cancelled_run(bool alreadyAtTheFirstCall)
    {
        await using var scene = await ReportScene.StartAsync();
        scene.Server.Always = asked => alreadyAtTheFirstCall || asked.Body.Contains("\"error\"", StringComparison.Ordinal) ? Answer.Never : null;
        var report = scene.Begin()!;
        await scene.UntilAsync(() => scene.Server.Asked.Count > (alreadyAtTheFirstCall ? 0 : 1));
        var watch = Stopwatch.StartNew();

        scene.Cancel.Request(ExitCode.Interrupted);
        ReportScene.End(report, ExitCode.Interrupted);
        await report.DisposeAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        Assert.Contains(scene.Warnings, warning => warning.Code == "DT8028");
    }

    [Fact]
    public async Task The_run_does_not_wait_for_GitHub()
    {
        await using var scene = await ReportScene.StartAsync(Answer.Never);
        var watch = Stopwatch.StartNew();

        var report = scene.Begin()!;
        ReportScene.End(report, ExitCode.Done);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        scene.Cancel.Request(ExitCode.Interrupted);
        await report.DisposeAsync();
    }

    [Theory]
    [InlineData(202, "DT8021")]
    [InlineData(403, "DT8022")]
    [InlineData(404, "DT8023")]
    [InlineData(409, "DT8024")]
    [InlineData(422, "DT8025")]
    public async Task A_GitHub_that_refuses_is_one_warning(int status, string code)
    {
        await using var scene = await ReportScene.StartAsync(Answer.Saying(status, "No"));

        await scene.RunAsync(ExitCode.Done);

        Assert.Equal(code, Assert.Single(scene.Warnings).Code);
        Assert.Empty(scene.Statuses);
        Assert.Empty(scene.Output);
    }

    [Fact]
    public async Task An_answer_that_nobody_understands_is_a_warning_too()
    {
        await using var scene = await ReportScene.StartAsync(new Answer(201, "<html>Welcome to the hotel</html>"));

        await scene.RunAsync(ExitCode.Done);

        Assert.Equal("DT8029", Assert.Single(scene.Warnings).Code);
    }

    [Fact]
    public async Task A_first_status_that_is_refused_does_not_keep_the_last_one_back()
    {
        await using var scene = await ReportScene.StartAsync(new Answer(201, """{"id":42}"""), Answer.Saying(422, "No"));

        await scene.RunAsync(ExitCode.Done);

        Assert.Equal("DT8025", Assert.Single(scene.Warnings).Code);
        Assert.Equal("42 success", scene.Statuses.Last());
    }

    [Fact]
    public async Task Off_means_off()
    {
        await using var scene = await ReportScene.StartAsync();

        await scene.RunAsync(ExitCode.Done, DeploymentMode.Off);

        Assert.Empty(scene.Server.Asked);
    }

    [Fact]
    public async Task Whoever_asks_for_it_hears_what_is_missing()
    {
        await using var scene = await ReportScene.StartAsync();
        scene.Variables.Remove("GITHUB_TOKEN");
        scene.Variables["GITHUB_SHA"] = "";

        await scene.RunAsync(ExitCode.Done);

        var warning = Assert.Single(scene.Warnings);
        Assert.Equal(("DT8020", true), (warning.Code, warning.What.Contains("needs GITHUB_TOKEN, GITHUB_SHA,")));
        Assert.Empty(scene.Server.Asked);
    }
}
