namespace DeployTasks.Tests.Recipes;

/// <summary>An empty path would mean the recipe's own folder, with all that lies in it.</summary>
public class EmptyPathTests
{
    [Theory]
    [InlineData("artifact: {path: \"\"}")]
    [InlineData("artifact: {repository: \" \"}")]
    [InlineData("import: \"\"")]
    [InlineData("import: [\"\"]")]
    [InlineData("tasks: {t: {steps: [{upload: {src: \"\", dest: /tmp/x}}]}}")]
    [InlineData("tasks: {t: {steps: [{upload: {src: x, dest: \"\"}}]}}")]
    [InlineData("tasks: {t: {steps: [{download: {src: \"\", dest: x}}]}}")]
    [InlineData("tasks: {t: {steps: [{download: {src: x, dest: \"\"}}]}}")]
    [InlineData("tasks: {t: {steps: [{template: {src: \"\", dest: /tmp/x}}]}}")]
    [InlineData("tasks: {t: {steps: [{template: {content: x, dest: \"\"}}]}}")]
    [InlineData("tasks: {t: {steps: [{script: \"\"}]}}")]
    public void It_is_refused_where_it_is_written(string yaml) => Assert.Contains("DT1009", RecipeFiles.MistakesOf(yaml));
}
