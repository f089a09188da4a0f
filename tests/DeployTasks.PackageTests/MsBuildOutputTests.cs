namespace DeployTasks.PackageTests;

/// <summary>What the tool prints is an event or text, and no line of it ends the build.</summary>
public sealed class MsBuildOutputTests
{
    [Theory]
    [InlineData("DeployPlan")]
    [InlineData("DeployStatus")]
    public async Task The_JSON_of_a_command_without_events_comes_through_line_by_line(string target)
    {
        await using var scene = await SceneAsync("""
            printf '%s\n' '[{"host":"web1"},' '{"host":"web2"}]' '{' '  "hosts": 2' '}'
            """);

        var said = await scene.DotnetAsync("build", $"-t:{target}", "-p:DeployToolPath=fake/tool");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Matches("""(?s)\[\{"host":"web1"\},\s+\{"host":"web2"\}\]\s+\{\s+"hosts": 2\s+\}""", said.Text);
    }

    [Fact]
    public async Task An_event_that_is_cut_anywhere_is_text()
    {
        await using var scene = await SceneAsync("""
            event='{"event": "said", "level": "info", "text": "caf\u00e9 \"open\"", "rest": [1.5, true, null, {}]}'
            count=1
            while [ $count -le ${#event} ]; do printf "%.${count}s\n" "$event"; count=$((count + 1)); done
            """);

        var said = await scene.DotnetAsync("build", "-t:DeployRun", "-p:DeployTask=any", "-p:DeployToolPath=fake/tool");

        Assert.True(said.Exit == 0, said.Text);
        Assert.Equal(1, PackageScene.Count(said.Text, "(?m)^ *café \"open\"\r?$"));
        Assert.Contains("""{"event": "said", "level": "info", "text": "caf\u00""" + "\n", said.Text);
        Assert.Contains("\"rest\": [1.5, true, null, {}]\n", said.Text);
    }

    private static async Task<PackageScene> SceneAsync(string script)
    {
        var scene = await PackageScene.OfAsync("MsBuild", hosts: 0);
        await scene.WriteAsync("fake/tool", "#!/bin/sh\n" + script);
        File.SetUnixFileMode(Path.Combine(scene.Folder, "fake", "tool"), (UnixFileMode)0b111_101_101);
        return scene;
    }
}
