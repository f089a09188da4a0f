using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class BuiltInTasksTests
{
    [Fact]
    public void They_come_with_every_recipe()
    {
        var recipe = RecipeFiles.Read("hosts: [web1]");
        Assert.True(recipe.Tasks["deploy"].BuiltIn);
        Assert.Equal(["deploy:prepare", "deploy:migrate", "deploy:publish", "deploy:finish"], recipe.Tasks["deploy"].Group);
        Assert.Equal("built-in/deploy.yaml", recipe.Tasks["deploy"].Place.File);
    }

    [Fact]
    public void A_task_of_the_same_name_replaces_one_and_keeps_its_hooks()
    {
        var recipe = RecipeFiles.Read("tasks: {deploy: {steps: [mine]}, cry: {steps: []}}\nfail: {deploy: cry}");
        Assert.False(recipe.Tasks["deploy"].BuiltIn);
        Assert.Equal("mine", ((RunStep)recipe.Tasks["deploy"].Steps.Single()).Command);
        Assert.Equal(["deploy:unlock", "cry"], recipe.Fail["deploy"]);
    }

    [Fact]
    public void They_can_be_hooked() =>
        Assert.Equal(["mine"], RecipeFiles.Read("tasks: {mine: {steps: []}}\nafter: {deploy:migrate: mine}").After["deploy:migrate"]);
}
