using DeployTasks.Recipes.Building;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes;

/// <summary>
/// What the selectors of tasks name must be there, on whichever host of whichever environment. An imported file is passed by: its
/// tasks may be for the hosts of another recipe.
/// </summary>
internal sealed class SelectorRules(Recipe recipe, Findings findings)
{
    public void Check(IReadOnlyList<RecipeDocument> documents)
    {
        foreach (var select in SelectorsIn(documents[^1].Root).Where(select => MistakesOf(select, recipe.Hosts).Any()))
        {
            HostDefinition[] hosts = [.. documents.SelectMany(document => HostsIn(document.Root))];
            foreach (var mistake in hosts.Length > 0 ? MistakesOf(select, hosts) : [])
            {
                findings.Add(mistake, select.Place);
            }
        }
    }

    private static IEnumerable<Scalar> SelectorsIn(Mapping root) =>
        root.EntriesOf("tasks").Select(task => (task.Value as Mapping)?.Find("select")).OfType<Scalar>();

    // One that cannot be read was reported already.
    private static IEnumerable<Error> MistakesOf(Scalar select, IReadOnlyCollection<HostDefinition> hosts) =>
        new Findings().Catch(select.Place, () => Selector.Parse(select.Text))?.MistakesAmong(hosts) ?? [];

    private static IEnumerable<HostDefinition> HostsIn(Mapping root)
    {
        var unheard = new Findings();
        var reader = new HostReader(new SettingReader(new Dictionary<string, string>(), unheard), unheard);
        return root.EntriesOf("environments").Select(environment => environment.Value).OfType<Mapping>().Append(root)
            .SelectMany(source => reader.ReadAll(source.Find("hosts")));
    }
}
