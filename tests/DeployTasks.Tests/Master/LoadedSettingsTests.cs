using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master;

/// <summary>A worker is spared a load when it holds what the master has; when it might not, never.</summary>
public sealed class LoadedSettingsTests
{
    private static readonly ImmutableSortedDictionary<string, Value> None = ImmutableSortedDictionary<string, Value>.Empty;
    private static readonly ImmutableSortedDictionary<string, Value> Some = None.Add("answer", new Text("42"));
    private readonly SettingsStore _store = new([Host("web1"), Host("web2")], new Secrets());

    public LoadedSettingsTests()
    {
        _store.Load("web1");
        _store.Load("web2");
    }

    [Fact]
    public void What_was_never_loaded_is_not_up_to_date() =>
        Assert.False(new SettingsStore([Host("web1")], new Secrets()).IsUpToDate("web1"));

    [Fact]
    public void What_a_host_saved_is_news_for_its_worker_alone()
    {
        _store.Save(new SaveRequest("web1", Some, None));

        Assert.Equal((false, true), (_store.IsUpToDate("web1"), _store.IsUpToDate("web2")));
    }

    [Fact]
    public void What_is_shared_is_news_for_every_worker_until_it_loads()
    {
        _store.Save(new SaveRequest("web1", None, Some));
        _store.Load("web2");

        Assert.Equal((false, true), (_store.IsUpToDate("web1"), _store.IsUpToDate("web2")));
    }

    [Fact]
    public void A_save_that_was_refused_is_no_news()
    {
        var error = _store.Save(new SaveRequest("web1", None.Add("hostname", new Text("elsewhere")), None));

        Assert.NotNull(error);
        Assert.True(_store.IsUpToDate("web1"));
    }

    private static PlannedHost Host(string alias) => new(new HostDefinition(alias, new Place("deploy.yaml", 1, 1)), None);
}
