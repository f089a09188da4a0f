using System.Collections.Immutable;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>The settings of this host: the master's snapshot, and what the running task has changed since.</summary>
internal sealed class HostState(string host)
{
    private static readonly ImmutableSortedDictionary<string, Value> None = ImmutableSortedDictionary<string, Value>.Empty;
    private ImmutableSortedDictionary<string, Value> _changed = None;
    private ImmutableSortedDictionary<string, Value> _shared = None;

    public Settings Settings { get; private set; } = new(None);

    public void Load(LoadResponse snapshot) => Settings = new Settings(snapshot.Settings);

    /// <param name="share">For every host, not only this one.</param>
    public void Set(string name, Value value, bool share = false)
    {
        Settings = Settings.With(name, value);
        if (share)
        {
            _shared = _shared.SetItem(name, value);
        }
        else
        {
            _changed = _changed.SetItem(name, value);
        }
    }

    /// <summary>What the master does not know yet, handed out once; null when there is nothing.</summary>
    public SaveRequest? TakeUnsaved()
    {
        var unsaved = _changed.IsEmpty && _shared.IsEmpty ? null : new SaveRequest(host, _changed, _shared);
        (_changed, _shared) = (None, None);
        return unsaved;
    }
}
