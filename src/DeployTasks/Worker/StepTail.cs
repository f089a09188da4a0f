using System.Text;
using DeployTasks.Connections.Framing;
using DeployTasks.Events;

namespace DeployTasks.Worker;

/// <summary>The last lines of both streams, in the order in which they came: what the message of a failure shows.</summary>
/// <param name="secrets">Those of the host, when the tail is asked for.</param>
internal sealed class StepTail(IEnumerable<string> secrets)
{
    private const int Lines = 20;
    private readonly Capture _last = new(limit: 4096, keepsLast: true);

    public string Text => LastLines(_last.ToArray(_last.HasDropped ? LongestForm() : 0));

    public void Receive(bool isError, ReadOnlyMemory<byte> bytes) => _last.Add(bytes.Span);

    public static string LastLines(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd().Split('\n');
        return string.Join('\n', lines[Math.Max(0, lines.Length - Lines)..]);
    }

    private int LongestForm() => secrets.SelectMany(Secrets.Forms).Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty().Max();
}
