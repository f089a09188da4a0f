using Microsoft.AspNetCore.Connections;

namespace DeployTasks.Master.Server;

/// <summary>
/// Connections that have not shown a token yet. They may stay for a while, and when there are too many the oldest
/// goes: a neighbour who opens sockets and says nothing must not keep a worker out.
/// </summary>
internal sealed class Lobby(TimeSpan patience)
{
    private const int Chairs = 256;

    private readonly LinkedList<Visitor> _waiting = [];
    private readonly Lock _gate = new();

    /// <summary>A middleware for every connection.</summary>
    public ConnectionDelegate Around(ConnectionDelegate serve) => async connection =>
    {
        using var visitor = new Visitor(this, connection, patience);
        connection.Features.Set(visitor);
        Enter(visitor);
        await serve(connection);
    };

    private void Enter(Visitor visitor)
    {
        Visitor? oldest = null;
        lock (_gate)
        {
            _waiting.AddLast(visitor.Chair);
            if (_waiting.Count > Chairs)
            {
                oldest = _waiting.First!.Value;
                _waiting.RemoveFirst();
            }
        }
        oldest?.TurnAway();
    }

    private void Leave(Visitor visitor)
    {
        lock (_gate)
        {
            if (visitor.Chair.List is not null)
            {
                _waiting.Remove(visitor.Chair);
            }
        }
    }

    internal sealed class Visitor : IDisposable
    {
        private readonly Lobby _lobby;
        private readonly ConnectionContext _connection;
        private readonly Timer _patience;

        public Visitor(Lobby lobby, ConnectionContext connection, TimeSpan patience)
        {
            (_lobby, _connection, Chair) = (lobby, connection, new LinkedListNode<Visitor>(this));
            _patience = new Timer(static visitor => ((Visitor)visitor!).TurnAway(), this, patience, Timeout.InfiniteTimeSpan);
        }

        public LinkedListNode<Visitor> Chair { get; }

        /// <summary>It has shown a token and may stay as long as its worker lives.</summary>
        public void LetIn()
        {
            _patience.Change(Timeout.Infinite, Timeout.Infinite);
            _lobby.Leave(this);
        }

        public void TurnAway() => _connection.Abort(new ConnectionAbortedException("no token in time"));

        public void Dispose()
        {
            _patience.Dispose();
            _lobby.Leave(this);
        }
    }
}
