using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;

namespace DeployTasks.MSBuild;

/// <summary>Turns items of a project file into a recipe.</summary>
internal sealed class RecipeText
{
    private readonly Dictionary<string, object?> _root = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _config = new(StringComparer.Ordinal);

    public override string ToString()
    {
        if (_config.Count > 0)
        {
            _root["config"] = _config;
        }

        return JsonWriter.Write(_root) + "\n";
    }

    public void Import(string file) => _root["import"] = new List<object?> { Path.GetFullPath(file) };

    public void Artifact(string path) => _root["artifact"] = new Dictionary<string, object?> { ["path"] = path };

    public void Task(string name, IDictionary<string, object?> step) => _root["tasks"] = new Dictionary<string, object?>
    {
        [name] = new Dictionary<string, object?> { ["steps"] = new List<object?> { step } },
    };

    public void Hosts(IEnumerable<ITaskItem> items)
    {
        var hosts = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var host = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in Metadata(item))
            {
                host[Setting(name)] = name == "Labels" ? Labels(value) : Scalar(value);
            }

            hosts[item.ItemSpec] = host;
        }

        if (hosts.Count > 0)
        {
            _root["hosts"] = hosts;
        }
    }

    /// <summary>
    /// Each item is a setting: metadata <c>Value</c>, or <c>EnvironmentVariable</c> for a secret, which the tool reads itself.
    /// A dot leads into a map: <c>health.url</c>.
    /// </summary>
    public void Settings(IEnumerable<ITaskItem> items)
    {
        foreach (var item in items)
        {
            var variable = item.GetMetadata("EnvironmentVariable");
            Set(_config, item.ItemSpec, variable.Length > 0
                ? new Dictionary<string, object?> { ["secret"] = variable }
                : Scalar(item.GetMetadata("Value")));
        }
    }

    public void List(string setting, IEnumerable<ITaskItem> items)
    {
        var list = items.Select(item => (object?)item.ItemSpec).ToList();
        if (list.Count > 0)
        {
            _config[setting] = list;
        }
    }

    private static void Set(Dictionary<string, object?> map, string name, object? value)
    {
        var dot = name.IndexOf('.');
        if (dot < 0)
        {
            map[name] = value;
            return;
        }

        var outer = name.Substring(0, dot);
        if (!map.TryGetValue(outer, out var inner) || inner is not Dictionary<string, object?> known)
        {
            map[outer] = known = new Dictionary<string, object?>(StringComparer.Ordinal);
        }

        Set(known, name.Substring(dot + 1), value);
    }

    // DeployPath is deploy_path: settings have Deployer's names, metadata those of MSBuild.
    private static string Setting(string metadata)
    {
        var name = new StringBuilder();
        for (var i = 0; i < metadata.Length; i++)
        {
            if (i > 0 && char.IsUpper(metadata[i]) && !char.IsUpper(metadata[i - 1]))
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(metadata[i]));
        }

        return name.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Metadata(ITaskItem item) =>
        from string name in item.CloneCustomMetadata().Keys
        where !name.StartsWith("MSBuild", StringComparison.Ordinal) && !name.StartsWith("Original", StringComparison.Ordinal)
        let value = item.GetMetadata(name)
        where value.Length > 0
        orderby name
        select (name, value);

    // role=web;stage=prod;role=api: a label that comes more than once has all of its values.
    private static Dictionary<string, object?> Labels(string text) =>
        (from part in text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries)
         let words = part.Split(['='], 2)
         group words.Length == 1 ? "true" : words[1].Trim() by words[0].Trim())
        .ToDictionary(label => label.Key, label => label.Count() == 1 ? label.Single() : (object?)label.ToList(), StringComparer.Ordinal);

    private static object Scalar(string value) =>
        bool.TryParse(value, out var flag) ? flag
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == value ? number
        : value;
}
