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

    public void Write(Event happened)
    {
        var line = WireJson.Write(happened);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        try
        {
            lock (_gate)
            {
                stdout.Write(line);
                stdout.Flush();
            }
        }
        catch (IOException)
        {
            unread();
        }
    }
}
