using DeployTasks.Events;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>
/// Events up to the master, one JSON object a line. Writing blocks while the pipe is full, and with it whoever reads the
/// host: a flood of output is slowed down at its source instead of being held in memory.
/// </summary>
/// <param name="unread">Called when nobody reads any more.</param>
internal sealed class EventWriter(Stream stdout, Action unread)
{
    private const int MostHeld = 4096;

    private readonly Lock _gate = new();
    private byte[] _waiting = [];
    private bool _isHeld;

    public void Write(Event happened)
    {
        lock (_gate)
        {
            Add(happened);
            if (!IsFollowedAtOnce(happened))
            {
                Flush();
            }
        }
    }

    /// <summary>It waits for more, and a little output of a command waits with it, until <see cref="Flush"/> or any other event.</summary>
    public void Hold(Event happened)
    {
        lock (_gate)
        {
            Add(happened);
            _isHeld = true;
        }
    }

    public void Flush()
    {
        try
        {
            lock (_gate)
            {
                _isHeld = false;
                if (_waiting.Length > 0)
                {
                    stdout.Write(_waiting);
                    stdout.Flush();
                    _waiting = [];
                }
            }
        }
        catch (IOException)
        {
            unread();
        }
    }

    private void Add(Event happened) => _waiting = [.. _waiting, .. WireJson.Write(happened), (byte)'\n'];

    // By the next step or the end of the task. Every write wakes the master, which has as many workers as hosts.
    private bool IsFollowedAtOnce(Event happened) => happened switch
    {
        StepEnded or Said { Level: SaidLevel.Debug } => true,
        Output => _isHeld && _waiting.Length < MostHeld,
        _ => false,
    };
}
