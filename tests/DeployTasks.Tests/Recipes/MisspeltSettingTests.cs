namespace DeployTasks.Tests.Recipes;

public class MisspeltSettingTests
{
    [Theory]
    [InlineData("config: { shared_fils: [.env] }\nhosts: [web1]", "shared_files", "deploy.yaml(1,24)")]
    [InlineData("hosts: { web1: { porrt: 22 } }", "port", "deploy.yaml(1,25)")]
    [InlineData("config: { keep_relaeses: 3 }\nhosts: [web1]", "keep_releases", "deploy.yaml(1,26)")]
    public void A_setting_that_looks_like_one_of_ours_and_that_nothing_names_is_doubted(string recipe, string meant, string place)
    {
        var doubt = Assert.Single(RecipeFiles.Read(recipe).Doubts);

        Assert.Equal("DT1039", doubt.Code);
        Assert.Contains($"'{meant}'", doubt.Next);
        Assert.EndsWith(place, doubt.Place!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config: { hots: x }\nhosts: [web1]")]
    [InlineData("config: { ports: x }\nhosts: [web1]\ntasks: { t: { steps: [\"echo {{ports}}\"] } }")]
    [InlineData("config: { ports: x }\nhosts: [web1]\ntasks: { t: { steps: [{ info: hi, if: \"!{{ports}}\" }] } }")]
    [InlineData("config: { ports: x, both: \"{{ports}}\" }\nhosts: [web1]")]
    [InlineData("config: { database: x, service: y, user: z }\nhosts: [web1]")]
    public void Names_of_ones_own_are_nobodys_business(string recipe) => Assert.Empty(RecipeFiles.Read(recipe).Doubts);
}
