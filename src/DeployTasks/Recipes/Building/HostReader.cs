using System.Collections.Immutable;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <summary>Turns <c>hosts:</c> into host definitions, ranges expanded.</summary>
internal sealed class HostReader(SettingReader settings, Findings findings)
{
    public IEnumerable<HostDefinition> ReadAll(Node? node) => node switch
    {
        Sequence names => names.Items.OfType<Scalar>().SelectMany(name => Read(name, [])),
        Mapping map => map.Entries.SelectMany(entry => Read(entry.Key, (entry.Value as Mapping)?.Entries ?? [])),
        _ => [],
    };

    private IEnumerable<HostDefinition> Read(Scalar name, ImmutableArray<Entry> entries)
    {
        var written = entries.Where(entry => entry.Name is not ("labels" or "alias"));
        var own = settings.ReadSettings(new Mapping([.. written], name.Place));
        var labels = Labels(entries.FirstOrDefault(entry => entry.Name == "labels")?.Value);
        if (entries.FirstOrDefault(entry => entry.Name == "alias") is { } alias)
        {
            findings.Add(Errors.AliasIsGiven(), alias.Key.Place);
        }

        foreach (var expanded in findings.Catch(name.Place, () => HostRange.Expand(name.Text)) ?? [])
        {
            if (!HostNames.IsAlias(expanded))
            {
                findings.Add(Errors.BadHostName(expanded), name.Place);
                continue;
            }

            yield return new HostDefinition(expanded, name.Place)
            {
                Settings = own.SetItem("alias", Text.Literal(expanded)),
                Labels = labels,
            };
        }
    }

    private static ImmutableSortedDictionary<string, ImmutableList<string>> Labels(Node? node) =>
        ((node as Mapping)?.Entries ?? []).SortedBy(label => label.Name, label => Fields.TextsOf(label.Value).ToImmutableList());
}
