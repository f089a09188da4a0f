namespace DeployTasks.Tests.Recipes;

public class SelectorsOfTasksTests
{
    private const string Recipe = """
        hosts: {"web[1:2]": {labels: {stage: production}}}
        environments: {staging: {hosts: {trial: {labels: {zone: north}}}}}
        tasks: {t: {select: "SELECT", steps: [x]}}
        """;

    [Theory]
    [InlineData("web1, wbe2", "deploy.yaml(3,21): DT1021: No host is named 'wbe2'. Did you mean 'web2'?")]
    [InlineData("stge!=production", "deploy.yaml(3,21): DT1021: No host has the label 'stge'. Did you mean 'stage'?")]
    public void A_part_that_no_host_of_any_environment_can_meet_is_an_error_at_its_place(string select, string mistake)
    {
        using var files = Files(select);
        Assert.StartsWith(mistake, files.Mistakes());
        Assert.StartsWith(mistake, files.Mistakes(environment: "staging"));
    }

    [Theory]
    [InlineData("web1 & stage=production")]
    [InlineData("trial, zone!=south")]
    public void Hosts_of_other_environments_may_be_named(string select)
    {
        using var files = Files(select);
        files.Read();
        files.Read(environment: "staging");
    }

    [Fact]
    public void A_recipe_without_hosts_may_have_selectors() => RecipeFiles.Read("tasks: {t: {select: web1, steps: [x]}}");

    [Theory]
    [InlineData("a|b")]
    [InlineData("a&b")]
    [InlineData("a, b")]
    [InlineData("")]
    [InlineData(" a")]
    public void A_label_that_no_selector_could_name_is_refused(string label)
    {
        Assert.StartsWith("deploy.yaml(1,31): DT1009", RecipeFiles.MistakesOf($"hosts: {{web1: {{labels: {{role: \"{label}\"}}}}}}"));
        Assert.StartsWith("deploy.yaml(1,35): DT1009", RecipeFiles.MistakesOf($"hosts: {{web1: {{labels: {{role: [x, \"{label}\"]}}}}}}"));
    }

    private static RecipeFiles Files(string select) => new RecipeFiles().With("deploy.yaml", Recipe.Replace("SELECT", select));
}
