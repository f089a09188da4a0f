namespace DeployTasks.Recipes;

/// <summary>Rules that need the whole recipe.</summary>
internal static class RecipeRules
{
    public static void Check(Recipe recipe, Findings findings)
    {
        foreach (var task in recipe.Tasks.Values)
        {
            var invoked = task.Steps.OfType<InvokeStep>().Select(step => (step.Task, step.Place));
            foreach (var (name, place) in task.Group.Select(name => (name, task.Place)).Concat(invoked))
            {
                if (!recipe.Tasks.ContainsKey(name))
                {
                    findings.Add(Errors.NoSuchTask(name, recipe.Tasks.Keys), place);
                }
            }
        }
    }
}
