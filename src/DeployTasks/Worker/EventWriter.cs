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
    private readonly Lock _gate = new();
    private byte[] _waiting = [];

    public void Write(Event happened)
    {
        Hold(happened);
        if (!IsFollowedAtOnce(happened))
        {
            Flush();
        }
    }

    /// <summary>It goes out with what comes next, or with <see cref="Flush"/>.</summary>
    public void Hold(Event happened)
    {
        var line = WireJson.Write(happened);
        lock (_gate)
        {
            _waiting = [.. _waiting, .. line, (byte)'\n'];
        }
    }

    public void Flush()
    {
        try
        {
            lock (_gate)
            {
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

    // By the next step or the end of the task. Every write wakes the master, which has as many workers as hosts.
    private static bool IsFollowedAtOnce(Event happened) => happened is StepEnded or Said { Level: SaidLevel.Debug };
}
