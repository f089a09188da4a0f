using System.Text;
using System.Text.Json;

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
    public async Task A_mistake_is_an_error_of_the_build_at_its_place_in_the_recipe_and_for_items_in_the_project_file()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        await scene.WriteAsync("deploy.yaml", "tasks:\n  show:\n    steps:\n      - runn: uptime\n");
        string[] options = ["-p:HostsFile=hosts.props", "-p:DeployTask=show"];

        var run = await scene.DotnetAsync(["build", "-t:DeployRun", .. options]);
        Assert.Matches(@"deploy\.yaml\(4,\d+\): .*error DT1\d{3}: ", run.Text);
        Assert.Contains("1 Error(s)", run.Text);
        Assert.Matches(@"deploy\.yaml\(4,\d+\): .*error DT1\d{3}: ", (await scene.DotnetAsync(["build", "-t:DeployPlan", .. options])).Text);

        await scene.WriteAsync("deploy.yaml", "tasks: {show: {steps: [{run: uptime}]}}");
        await scene.WriteAsync("hosts.props", scene.Read("hosts.props").Replace("RemoteUser=\"", "RemoteUser=\"-oProxyCommand=x ", StringComparison.Ordinal));
        Assert.Matches(@"hosts\.props : .*error DT1\d{3}: ", (await scene.DotnetAsync(["build", "-t:DeployRun", .. options])).Text);
        Assert.DoesNotContain("Accepted publickey", scene.Lab.Hosts[0].Log);
    }

    [Fact]
    public async Task Status_of_a_host_that_cannot_be_reached_is_an_error_with_a_code()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        await scene.Lab.Hosts[0].StopAsync();

        var said = await scene.DotnetAsync("build", "-t:DeployStatus", "-p:HostsFile=hosts.props");

        Assert.Equal(1, said.Exit);
        Assert.Matches("error DT4\\d{3}: .*web1", said.Text);
        Assert.DoesNotContain("DT8109", said.Text);
    }

    [Fact]
    public async Task A_machine_without_a_runtime_that_fits_is_told_so()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        var restored = await scene.DotnetAsync("restore");
        Assert.True(restored.Exit == 0, restored.Text);
        // Native code needs none.
        foreach (var native in Directory.GetFiles(Path.Combine(scene.Folder, ".packages"), "dotnet-deploy", SearchOption.AllDirectories))
        {
            File.Delete(native);
        }

        foreach (var config in Directory.EnumerateFiles(Path.Combine(scene.Folder, ".packages"), "dotnet-deploy.runtimeconfig.json", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config)).Replace("\"10.0.", "\"99.0.", StringComparison.Ordinal));
        }

        var said = await scene.DotnetAsync("build", "-t:DeployPlan", "-p:HostsFile=hosts.props");

        Assert.Equal(1, said.Exit);
        Assert.Contains("error DT8105: No .NET runtime on this machine fits", said.Text);
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
        Assert.Contains("DT8103: Shop is not deployed: IsPublishable is false", skipped.Text);
        Assert.DoesNotContain("deploy:symlink", skipped.Text);
        skipped = await scene.DotnetAsync([.. deploy, "-p:DeploySkip=true"]);
        Assert.Contains("DT8103: Shop is not deployed: DeploySkip is true", skipped.Text);
        Assert.DoesNotContain("deploy:symlink", skipped.Text);
        skipped = await scene.DotnetAsync([.. deploy, "-p:DesignTimeBuild=true"]);
        Assert.Contains("DT8103: Shop is not deployed: this is a design-time build", skipped.Text);
        Assert.DoesNotContain("deploy:symlink", skipped.Text);
        var project = scene.Read("Shop.csproj").Replace("<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0</TargetFrameworks>");
        await scene.WriteAsync("Shop.csproj", project);
        Assert.Contains("error DT8102", (await scene.DotnetAsync(deploy)).Text);
        Assert.Contains("DT8103: Shop is not deployed", (await scene.DotnetAsync([.. deploy, "-p:DeploySkip=true"])).Text);
        var chosen = await scene.DotnetAsync("build", "-t:DeployPlan", "-p:HostsFile=hosts.props", "-f", "net10.0");
        Assert.True(chosen.Exit == 0 && chosen.Text.Contains("deploy:symlink", StringComparison.Ordinal), chosen.Text);
    }
}
