using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

/// <summary>A placeholder may be empty only when its step runs; the recipe's own folder is never meant by that.</summary>
public class EmptyPathTests
{
    public static TheoryData<Step> Steps =>
    [
        new UploadStep(HostScene.Place, "{{empty}}", "/tmp/x"), new UploadStep(HostScene.Place, "deploy.yaml", " {{empty}}"),
        new DownloadStep(HostScene.Place, "{{empty}}", "x"), new DownloadStep(HostScene.Place, "/tmp/x", "{{empty}}"),
        new TemplateStep(HostScene.Place, "/tmp/x") { Source = "{{empty}}" }, new TemplateStep(HostScene.Place, "{{empty}}") { Inline = "x" },
        new ScriptStep(HostScene.Place) { File = "{{empty}}" },
    ];

    [Theory, MemberData(nameof(Steps))]
    public async Task Its_step_fails_and_nothing_is_sent(Step step)
    {
        var scene = new HostScene(("empty", new Text("")));
        Assert.Equal("DT5048", (await scene.FailAsync(step)).Code);
        Assert.Empty(scene.Host.Commands);
    }
}
