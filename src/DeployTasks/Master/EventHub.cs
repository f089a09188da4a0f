using System.Threading.Channels;
using DeployTasks.Events;

namespace DeployTasks.Master;

/// <summary>
/// Where all events of a run meet: many writers, one reader, one order. It is bounded, so that a slow output slows the
/// hosts down instead of filling the memory.
/// </summary>
internal sealed class EventHub : IAsyncDisposable
{
    private const int MostWaiting = 512;
    private readonly Channel<Event> _channel = Channel.CreateBounded<Event>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly List<IEventSink> _sinks;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly Task _reader;

    public EventHub(IEnumerable<IEventSink> sinks, TimeProvider clock)
    {
        (_sinks, _clock, _began) = ([.. sinks], clock, clock.GetTimestamp());
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>Since the run began.</summary>
    public TimeSpan Now => _clock.GetElapsedTime(_began);

    public ValueTask PostAsync(Event happened) => _channel.Writer.WriteAsync(happened with { At = Now });

    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _reader;
    }

    private async Task ReadAsync()
    {
        var latest = TimeSpan.Zero;
        await foreach (var happened in _channel.Reader.ReadAllAsync())
        {
            // Two writers may pass each other between the clock and the channel.
            latest = happened.At > latest ? happened.At : latest;
            Hand(happened with { At = latest });
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
