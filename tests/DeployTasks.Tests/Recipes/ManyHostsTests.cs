using System.Diagnostics;

namespace DeployTasks.Tests.Recipes;

public class ManyHostsTests
{
    [Fact]
    public void Ten_thousand_hosts_are_read_in_seconds()
    {
        var config = string.Concat(Enumerable.Range(0, 30).Select(index => $"  s{index}: \"{{{{alias}}}}/{{{{x}}}}\"\n"));
        var clock = Stopwatch.StartNew();
        var recipe = RecipeFiles.Read(
            $"config:\n{config}  x: y\nhosts: {{\"web[00001:10000]\": {{hostname: \"{{{{alias}}}}.example.org\", deploy_path: \"/srv/{{{{x}}}}\"}}}}");
        Assert.Equal(10_000, recipe.Hosts.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }
}
