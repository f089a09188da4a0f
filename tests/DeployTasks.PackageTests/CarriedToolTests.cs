namespace DeployTasks.PackageTests;

/// <summary>Of the tools in an unpacked package, the one that was compiled for this machine runs.</summary>
public sealed class CarriedToolTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Native_code_is_started_by_itself_and_IL_where_it_may_not_be(bool mayRun)
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 0);
        await scene.WriteAsync("hosts.props", "<Project><ItemGroup><DeployHost Include=\"here\" Connection=\"local\" DeployPath=\"/srv/shop\" /></ItemGroup></Project>");
        var restored = await scene.DotnetAsync("restore");
        Assert.True(restored.Exit == 0, restored.Text);
        var tools = Directory.GetDirectories(Path.Combine(scene.Folder, ".packages", "deploytasks.msbuild"), "tools", SearchOption.AllDirectories).Single();
        var native = Path.Combine(tools, Repository.Platform, "dotnet-deploy");
        if (File.Exists(native + ".dll"))
        {
            // A feed without native code.
            return;
        }

        if (!mayRun)
        {
            File.SetUnixFileMode(native, UnixFileMode.UserRead);
        }

        Directory.Move(Path.Combine(tools, "any"), Path.Combine(tools, "aside"));
        string[] plan = ["build", "-t:DeployPlan", "-p:HostsFile=hosts.props"];
        var alone = await scene.DotnetAsync(plan);
        Assert.True(mayRun == (alone.Exit == 0), alone.Text);
        Assert.Contains(mayRun ? "deploy:symlink" : "DT8105", alone.Text);

        Directory.Move(Path.Combine(tools, "aside"), Path.Combine(tools, "any"));
        var both = await scene.DotnetAsync(plan);
        Assert.True(both.Exit == 0 && both.Text.Contains("deploy:symlink", StringComparison.Ordinal), both.Text);
    }
}
