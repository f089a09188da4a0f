namespace DeployTasks.PackageTests;

/// <summary>The tasks of the package in a target of the user's own, on real hosts.</summary>
public sealed class MsBuildTaskTests
{
    private const string Targets = """
        <Project>
          <Target Name="Tour">
            <DeployExec Hosts="@(DeployHost)" Command="echo on {{alias}}">
              <Output TaskParameter="Results" ItemName="Said" />
            </DeployExec>
            <Message Importance="High" Text="EXEC %(Said.Identity): $([System.String]::new('%(Said.StandardOutput)').Trim()) %(Said.Status)" />
            <DeployUpload Hosts="@(DeployHost)" Source="deploy.yaml" Destination="$(Remote)/sent.yaml" Mode="0640" />
            <DeployScript Hosts="@(DeployHost)" File="hello.sh" ScriptArguments="one;two words">
              <Output TaskParameter="Results" ItemName="Scripted" />
            </DeployScript>
            <Message Importance="High" Text="SCRIPT %(Scripted.StandardOutput)" />
            <DeployRecipe Hosts="@(DeployHost)" Recipe="deploy.yaml" Tasks="deploy:lock;greet" Select="number=2" />
          </Target>
        </Project>
        """;

    [Fact]
    public async Task Commands_files_scripts_and_recipes_run_from_any_target()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild");
        await scene.WriteHostItemsAsync();
        await scene.WriteAsync("Directory.Build.targets", Targets);
        await scene.WriteAsync("hello.sh", "printf '%s|' \"$@\"");
        await scene.WriteAsync("deploy.yaml", "tasks: {greet: {steps: [{info: 'greetings from {{alias}}'}]}}");

        var said = await scene.DotnetAsync("build", "-t:Tour", "-p:HostsFile=hosts.props", $"-p:Remote={scene.Lab.Folder}");
        Assert.True(said.Exit == 0, said.Text);

        Assert.Contains("EXEC web1: on web1 done", said.Text);
        Assert.Contains("EXEC web2: on web2 done", said.Text);
        Assert.Equal(scene.Read("deploy.yaml"), await File.ReadAllTextAsync(Path.Combine(scene.Lab.Folder, "sent.yaml")));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(Path.Combine(scene.Lab.Folder, "sent.yaml")));
        Assert.Contains("SCRIPT one|two words|", said.Text);
        Assert.Contains("greetings from web2", said.Text);
        Assert.DoesNotContain("greetings from web1", said.Text);

        Assert.NotNull(Lock(scene, 1));
        var unlocked = await scene.DotnetAsync("build", "-t:DeployUnlock", "-p:HostsFile=hosts.props", "-p:DeployArguments=--force");
        Assert.True(unlocked.Exit == 0, unlocked.Text);
        Assert.Null(Lock(scene, 1));
    }

    [Fact]
    public async Task A_detached_script_keeps_no_target_waiting_and_a_later_one_learns_its_end()
    {
        await using var scene = await PackageScene.OfAsync("MsBuild", hosts: 1);
        await scene.WriteHostItemsAsync();
        // If the first task waited, nobody would ever touch the file.
        await scene.WriteAsync("Directory.Build.targets", """
            <Project>
              <Target Name="Later">
                <DeployScript Hosts="@(DeployHost)" File="later.sh" ScriptArguments="$(Go)" Detach="true">
                  <Output TaskParameter="Results" ItemName="Started" />
                </DeployScript>
                <ItemGroup>
                  <Job Include="job" Value="%(Started.ScriptId)" />
                </ItemGroup>
                <Touch Files="$(Go)" AlwaysCreate="true" />
                <DeployRecipe Hosts="@(DeployHost)" Recipe="deploy.yaml" Tasks="collect" Settings="@(Job)" ContinueOnError="WarnAndContinue">
                  <Output TaskParameter="Results" ItemName="Collected" />
                </DeployRecipe>
                <Message Importance="High" Text="COLLECTED %(Collected.Identity) %(Collected.Status)" />
              </Target>
            </Project>
            """);
        await scene.WriteAsync("later.sh", "until [ -e \"$1\" ]; do sleep 0.1; done\necho late words\nexit 3\n");
        await scene.WriteAsync("deploy.yaml", "tasks: {collect: {steps: [{wait: '{{job}}'}]}}");

        var said = await scene.DotnetAsync("build", "-t:Later", "-p:HostsFile=hosts.props", "-p:DeployVerbosity=detailed", $"-p:Go={scene.Folder}/go");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Contains("COLLECTED web1 failed", said.Text);
        Assert.Matches("DT7005.*Script later-[0-9a-f]{12} ended with exit code 3", said.Text);
    }

    private static string? Lock(PackageScene scene, int host) =>
        new FileInfo(Path.Combine(scene.Lab.Hosts[host].DeployPath, ".dep", "lock")).LinkTarget;
}
