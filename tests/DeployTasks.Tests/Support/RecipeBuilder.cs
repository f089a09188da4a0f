using System.Collections.Immutable;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Support;

/// <summary>A recipe without YAML. Every task has one step unless it is given others.</summary>
internal sealed class RecipeBuilder
{
    public static readonly Place Place = new("deploy.yaml", 1, 1);

    private Recipe _recipe = new() { File = "deploy.yaml" };

    public static RecipeBuilder WithHosts(params string[] aliases) =>
        aliases.Aggregate(new RecipeBuilder(), (recipe, alias) => recipe.Host(alias));

    /// <param name="labels">Such as <c>role=web</c>; a label given twice has two values.</param>
    public RecipeBuilder Host(string alias, params string[] labels) => Host(new HostDefinition(alias, Place)
    {
        Labels = labels.Select(label => label.Split('=')).GroupBy(label => label[0], label => label[1])
            .ToImmutableSortedDictionary(label => label.Key, label => label.ToImmutableList()),
    });

    public RecipeBuilder Host(HostDefinition host)
    {
        _recipe = _recipe with { Hosts = _recipe.Hosts.Add(host) };
        return this;
    }

    public RecipeBuilder Config(string name, Value value)
    {
        _recipe = _recipe with { Config = _recipe.Config.SetItem(name, value) };
        return this;
    }

    public RecipeBuilder Tasks(params string[] names) => names.Aggregate(this, (recipe, name) => recipe.Task(name));

    public RecipeBuilder Task(string name, Func<TaskDefinition, TaskDefinition>? vary = null, params Step[] steps) =>
        Add((vary ?? (task => task))(new TaskDefinition(name, Place)
        {
            Steps = steps.Length > 0 ? [.. steps] : [new RunStep(Place, $"echo {name}")],
        }));

    public RecipeBuilder Task(string name, params Step[] steps) => Task(name, vary: null, steps);

    public RecipeBuilder Group(string name, params string[] members) => Group(name, task => task, members);

    public RecipeBuilder Group(string name, Func<TaskDefinition, TaskDefinition> vary, params string[] members) =>
        Add(vary(new TaskDefinition(name, Place) { Group = [.. members] }));

    public RecipeBuilder Before(string task, params string[] hooks)
    {
        _recipe = _recipe with { Before = _recipe.Before.SetItem(task, [.. hooks]) };
        return this;
    }

    public RecipeBuilder After(string task, params string[] hooks)
    {
        _recipe = _recipe with { After = _recipe.After.SetItem(task, [.. hooks]) };
        return this;
    }

    public RecipeBuilder Fail(string task, params string[] hooks)
    {
        _recipe = _recipe with { Fail = _recipe.Fail.SetItem(task, [.. hooks]) };
        return this;
    }

    public Recipe Build() => _recipe;

    public Plan Plan(params string[] tasks) => Plan(new PlanRequest { Tasks = [.. tasks] });

    public Plan Plan(PlanRequest request) => Planner.Create(_recipe, request);

    private RecipeBuilder Add(TaskDefinition task)
    {
        _recipe = _recipe with { Tasks = _recipe.Tasks.SetItem(task.Name, task) };
        return this;
    }
}
