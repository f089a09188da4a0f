using System.Text;
using System.Text.Json;
using DeployTasks.Lab;

namespace DeployTasks.PackageTests;

public sealed class MsBuildFailureTests
{
    [Fact]
    public async Task A_failing_host_fails_the_build_with_a_code_and_a_place_and_remote_text_is_no_error_of_ours()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild");
        await scene.WriteHostItemsAsync();

        var said = await scene.DotnetAsync("build", "-t:DeployRun", "-p:DeployTask=fail", "-p:HostsFile=hosts.props", "-p:DeployVerbosity=detailed");

        Assert.Equal(1, said.Exit);
        Assert.Matches(@"deploy\.yaml\(\d+,\d+\): .*error DT5020: web1: ", said.Text);
        Assert.Matches(@"\[web1\] src/Migration\.cs\(7,3\).*this is remote text", said.Text);
        Assert.DoesNotContain("error CS1002:", said.Text);
        Assert.Contains("2 Error(s)", said.Text);
        var file = JsonDocument.Parse(scene.Read("bin/deploy-result.json")).RootElement;
        Assert.Equal((1, "failed"), (file.GetProperty("exit").GetInt32(), file.GetProperty("hosts")[0].GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_question_is_answered_by_an_environment_variable_and_unanswered_fails_before_any_host_is_touched()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();

        var silent = await scene.DotnetAsync("build", "-t:DeployRun", "-p:DeployTask=ask", "-p:HostsFile=hosts.props");
        Assert.Equal(1, silent.Exit);
        Assert.Contains("DT6001", silent.Text);
        Assert.Contains("DEPLOY_ANSWER_TICKET", silent.Text);
        Assert.DoesNotContain("Accepted publickey", scene.Lab.Hosts[0].Log);

        scene.Environment["SHOP_TICKET"] = "T-4711 with blanks";
        var answered = await scene.DotnetAsync("build", "-t:DeployRun", "-p:DeployTask=ask", "-p:HostsFile=hosts.props", "-p:AskForTicket=true");
        Assert.True(answered.Exit == 0, answered.Text);
        Assert.Contains("ticket T-4711 with blanks", answered.Text);
    }

    [Fact]
    public async Task A_secret_is_in_no_binlog()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync("""<DeploySetting Include="api_key" EnvironmentVariable="SHOP_API_KEY" />""");
        scene.Environment["SHOP_API_KEY"] = "c0ffee-s3cr3t-c0ffee";
        await scene.WriteAsync("deploy.yaml", "tasks:\n  show:\n    steps:\n      - run: echo the key is {{api_key}}\n");

        var said = await scene.DotnetAsync("build", "-t:DeployRun", "-p:DeployTask=show", "-p:HostsFile=hosts.props", "-p:DeployVerbosity=detailed",
            "-bl:run.binlog");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Contains("[web1] the key is ***", said.Text);
        Assert.DoesNotContain("s3cr3t", said.Text);
        using var log = new System.IO.Compression.GZipStream(File.OpenRead(Path.Combine(scene.Folder, "run.binlog")), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(log, Encoding.Latin1);
        Assert.DoesNotContain("s3cr3t", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Debug_several_frameworks_a_missing_profile_and_nothing_to_publish_each_have_their_code()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        string[] deploy = ["build", "-t:Deploy", "-p:HostsFile=hosts.props"];

        Assert.Contains("warning DT8101", (await scene.DotnetAsync(deploy)).Text);
        Assert.Contains("error DT8104", (await scene.DotnetAsync([.. deploy, "-c", "Release", "-p:PublishProfile=nowhere"])).Text);
        var skipped = await scene.DotnetAsync([.. deploy, "-c", "Release", "-p:IsPublishable=false"]);
        Assert.Contains("DT8103", skipped.Text);
        Assert.DoesNotContain("deploy:symlink", skipped.Text);
        var project = scene.Read("Shop.csproj").Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0</TargetFrameworks>");
        await scene.WriteAsync("Shop.csproj", project);
        Assert.Contains("error DT8102", (await scene.DotnetAsync(deploy)).Text);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public async Task A_build_that_is_ended_leaves_no_process_behind(int signal)
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        var pid = 0;
        scene.Started = started => pid = started;

        var build = scene.DotnetAsync("build", "-t:DeployRun", "-p:DeployTask=hang", "-p:HostsFile=hosts.props", "-p:DeployVerbosity=detailed");
        await Until(() => Running("sleep\u000097533"), "the step to run");
        LabProcess.Signal(pid, signal);
        await build;

        await Until(() => !Running("sleep\u000097533") && !Running(scene.Folder), "everything to end");
    }

    private static bool Running(string words) => Directory.EnumerateDirectories("/proc").Any(process =>
        int.TryParse(Path.GetFileName(process), out _) && CommandLine(process).Contains(words, StringComparison.Ordinal));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task Until(Func<bool> holds, string what)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (holds())
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"waited a minute for {what}");
    }
}
