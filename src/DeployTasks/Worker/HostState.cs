using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>
/// The settings of this host: the master's snapshot, and what the running task has changed since. That is saved when the
/// task ends, but a new secret at once: it is the master who masks, and what any host prints next may hold it.
/// </summary>
/// <param name="save">Tells the master.</param>
internal sealed class HostState(string host, Action<SaveRequest> save)
{
    private static readonly ImmutableSortedDictionary<string, Value> None = ImmutableSortedDictionary<string, Value>.Empty;
    private readonly HashSet<string> _told = [];
    private ImmutableSortedDictionary<string, Value> _changed = None;
    private ImmutableSortedDictionary<string, Value> _shared = None;
    private Settings _loaded = Settings.Empty;

    public Settings Settings { get; private set; } = Settings.Empty;

    /// <summary>By us, since it was loaded; the master may have refused to save it.</summary>
    public bool HasChanged => !ReferenceEquals(Settings, _loaded);

    /// <summary>All that this host has met, also those that are no settings.</summary>
    public IEnumerable<string> Secrets => _loaded.Secrets.Concat(_told);

    /// <summary>Names of detached scripts that this run has started, or tried to: none of them means an older script.</summary>
    public HashSet<string> Scripts { get; } = [];

    public void Load(LoadResponse snapshot) => Settings = _loaded = new Settings(snapshot.Settings);

    /// <param name="share">For every host, not only this one.</param>
    public void Set(string name, Value value, bool share = false)
    {
        Settings = Settings.With(name, value);
        if (share)
        {
            // What this host had set for itself alone is overtaken.
            (_shared, _changed) = (_shared.SetItem(name, value), _changed.Remove(name));
        }
        else
        {
            _changed = _changed.SetItem(name, value);
        }
        if (HoldsNews(value) && TakeUnsaved() is { } changes)
        {
            save(changes);
        }
    }

    /// <summary>Secrets that are no settings.</summary>
    public void Hide(ImmutableSortedDictionary<string, Value> secrets)
    {
        if (HoldsNews(new Map(secrets)))
        {
            save(new SaveRequest(host, None, None) { Hidden = secrets });
        }
    }

    /// <summary>A text that came up while the run goes on. One that holds a secret, in any shape a log could show, is one.</summary>
    public Value Judge(string text) =>
        Secrets.Any() && new Secrets(Secrets).Mask(text) != text ? new Secret(text) : Text.Literal(text);

    /// <summary>What the master does not know yet, handed out once; null when there is nothing.</summary>
    public SaveRequest? TakeUnsaved()
    {
        var unsaved = _changed.IsEmpty && _shared.IsEmpty ? null : new SaveRequest(host, _changed, _shared);
        (_changed, _shared) = (None, None);
        return unsaved;
    }

    private bool HoldsNews(Value value)
    {
        var secrets = Settings.SecretsIn(value).ToArray();
        var known = secrets.All(Secrets.Contains);
        _told.UnionWith(secrets);
        return !known;
    }
}
