using System.Text;
using DeployTasks.Connections.Framing;

namespace DeployTasks.Worker;

/// <summary>The last lines of both streams, in the order in which they came: what the message of a failure shows.</summary>
internal sealed class StepTail
{
    private const int Lines = 20;
    private readonly Capture _last = new(limit: 4096, keepsLast: true);

    public string Text => LastLines(_last.ToArray());

    public void Receive(bool isError, ReadOnlyMemory<byte> bytes) => _last.Add(bytes.Span);

    public static string LastLines(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd().Split('\n');
        return string.Join('\n', lines[Math.Max(0, lines.Length - Lines)..]);
    }
}
