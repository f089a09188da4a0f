using DeployTasks.Events;

namespace DeployTasks.Master;

/// <summary>
/// Where all events of a run meet: many writers, one order. Who posts hands the event to the outputs himself, so a slow
/// output slows the hosts down instead of filling the memory, and no thread has to be woken for it.
/// </summary>
internal sealed class EventHub(IEnumerable<IEventSink> sinks, TimeProvider clock)
{
    private readonly Lock _turn = new();
    private readonly List<IEventSink> _sinks = [.. sinks];
    private readonly long _began = clock.GetTimestamp();

    /// <summary>Since the run began.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_began);

    /// <summary>Blocks while the outputs are busy.</summary>
    public void Post(Event happened)
    {
        lock (_turn)
        {
            Hand(happened with { At = Now });
        }
    }

    /// <summary>An output that fails must not fail a deployment: it is left out, and the others say so.</summary>
    private void Hand(Event happened)
    {
        foreach (var sink in _sinks.ToArray())
        {
            try
            {
                sink.Handle(happened);
            }
            catch (Exception failure)
            {
                _sinks.Remove(sink);
                var error = Errors.SinkFailed(sink.GetType().Name, failure.Message);
                Hand(new Said(null, SaidLevel.Warning, $"{error.Code}: {error.What}. {error.Next}") { At = happened.At });
            }
        }
    }
}
