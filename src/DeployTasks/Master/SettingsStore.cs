using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Master;

/// <summary>The canonical settings of every host. Workers load snapshots and save changes; what connects to a host is fixed.</summary>
/// <param name="secrets">Grows with what is saved.</param>
internal sealed class SettingsStore(IEnumerable<PlannedHost> hosts, Secrets secrets)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableSortedDictionary<string, Value>> _hosts =
        hosts.ToDictionary(host => host.Alias, host => host.Settings);
    private readonly HashSet<string> _upToDate = [];

    public ImmutableSortedDictionary<string, Value> Load(string host)
    {
        lock (_gate)
        {
            _upToDate.Add(host);
            return _hosts[host];
        }
    }

    /// <summary>Nothing was saved for this host since it was last loaded.</summary>
    public bool IsUpToDate(string host)
    {
        lock (_gate)
        {
            return _upToDate.Contains(host);
        }
    }

    /// <summary>All of it or nothing; the error names the first setting that may not be changed, or not be masked.</summary>
    public Error? Save(SaveRequest request)
    {
        if (request.Changed.Keys.Concat(request.Shared.Keys).FirstOrDefault(SettingRules.IsFixed) is { } name)
        {
            return Errors.ProtectedSetting(request.Host, name);
        }
        var found = request.Changed.Concat(request.Shared).Concat(request.Hidden)
            .SelectMany(setting => Settings.SecretsIn(setting.Value), (setting, text) => (Name: setting.Key, Text: text)).ToArray();
        if (found.FirstOrDefault(secret => !Secrets.CanMask(secret.Text)).Name is { } tooShort)
        {
            return Errors.SecretTooShort(tooShort);
        }
        secrets.Add(found.Select(secret => secret.Text));
        lock (_gate)
        {
            foreach (var host in _hosts.Keys)
            {
                _hosts[host] = _hosts[host].SetItems(request.Shared);
            }
            _hosts[request.Host] = _hosts[request.Host].SetItems(request.Changed);
            _upToDate.RemoveWhere(host => !request.Shared.IsEmpty || (host == request.Host && !request.Changed.IsEmpty));
        }
        return null;
    }
}
