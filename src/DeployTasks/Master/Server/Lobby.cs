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
            }
        }
        oldest?.TurnAway();
    }

    /// <summary>False when it has left before.</summary>
    private bool Leave(Visitor visitor)
    {
        lock (_gate)
        {
            if (visitor.Chair.List is null)
            {
                return false;
            }

            _waiting.Remove(visitor.Chair);
            return true;
        }
    }

    internal sealed class Visitor : IDisposable
    {
        private readonly Lobby _lobby;
        private readonly ConnectionContext _connection;
        private readonly Timer _patience;
        private bool _isIn;

        public Visitor(Lobby lobby, ConnectionContext connection, TimeSpan patience)
        {
            (_lobby, _connection, Chair) = (lobby, connection, new LinkedListNode<Visitor>(this));
            _patience = new Timer(static visitor => ((Visitor)visitor!).TurnAway(), this, patience, Timeout.InfiniteTimeSpan);
        }

        public LinkedListNode<Visitor> Chair { get; }

        /// <summary>
        /// It has shown a token and may stay as long as its worker lives. What it asks is heard only if it was not turned away
        /// before: so the worker may ask again.
        /// </summary>
        /// <exception cref="ConnectionAbortedException">It has been turned away.</exception>
        public void LetIn()
        {
            _patience.Change(Timeout.Infinite, Timeout.Infinite);
            if (!_lobby.Leave(this) && !_isIn)
            {
                throw Abort();
            }

            _isIn = true;
        }

        public void TurnAway()
        {
            if (_lobby.Leave(this))
            {
                Abort();
            }
        }

        public void Dispose()
        {
            _patience.Dispose();
            _lobby.Leave(this);
        }

        private ConnectionAbortedException Abort()
        {
            var reason = new ConnectionAbortedException("no token in time");
            _connection.Abort(reason);
            return reason;
        }
    }
}
