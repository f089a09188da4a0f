using System.Text.RegularExpressions;
using DeployTasks.Recipes;

namespace DeployTasks.SystemTests.Tool;

public class ExampleRecipeTests
{
    [Theory]
    [InlineData("quiet", 0)]
    [InlineData("loud", 1)]
    public async Task The_tasks_that_init_writes_run_on_two_hosts(string volume, int exit)
    {
        using var tool = new ToolCommand("");
        await tool.WriteAsync("deploy.yaml", OnThisMachine(ExampleRecipe.Text(), tool.PathOf("")));
        await tool.WriteAsync("migrations/migrate", "#!/bin/sh\necho \"$@\" >report.txt\n");
        await tool.WriteAsync("scripts/reindex.sh", "echo \"$@\"\n");
        await tool.WriteAsync("page.html", "{{motd}}\n");
        File.SetUnixFileMode(tool.PathOf("migrations/migrate"), (UnixFileMode)0b111_101_101);
        tool.Environment["HOME"] = tool.PathOf("home");
        tool.Environment["DEPLOY_ANSWER_PAGE_PASSWORD"] = "hunter22";
        tool.Environment["DEPLOY_ANSWER_VOLUME"] = volume;
        tool.Environment["DEPLOY_ANSWER_SURE"] = "false";

        var end = await tool.RunAsync(
            "run", "questions", "migrate", "reindex", "maintenance", "snapshot", "-e", "local", "--no-hooks", "--interactive", "never");

        Assert.True(end.Exit == exit, end.Output + end.Error);
        Assert.Equal(exit == 1, (end.Output + end.Error).Contains("Nobody is sure", StringComparison.Ordinal));
        Assert.Equal(exit == 0 ? "--all none\n" : null, await tool.ReadAsync("reports/here2.txt"));
    }

    // Its selectors and users are those of an imaginary shop.
    private static string OnThisMachine(string example, string folder) =>
        Regex.Replace(example, "^ +(select|as): .*\n", "", RegexOptions.Multiline)
            .Replace("      localhost:\n", $"      \"here[1:2]\":\n        deploy_path: \"{folder}hosts/{{{{alias}}}}\"\n", StringComparison.Ordinal)
            .Replace("/tmp/shop", folder + "tmp", StringComparison.Ordinal);
}
