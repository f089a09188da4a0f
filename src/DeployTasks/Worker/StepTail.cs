using System.Text;

namespace DeployTasks.Worker;

/// <summary>The last lines of both streams, in the order in which they came: what the message of a failure shows.</summary>
internal sealed class StepTail
{
    private const int Kept = 4096;
    private const int Lines = 20;
    private readonly byte[] _ring = new byte[Kept];
    private long _count;

    public string Text
    {
        get
        {
            var length = (int)Math.Min(_count, Kept);
            var ordered = new byte[length];
            for (var i = 0; i < length; i++)
            {
                ordered[i] = _ring[(_count - length + i) % Kept];
            }
            return LastLines(ordered);
        }
    }

    public void Receive(bool isError, ReadOnlyMemory<byte> bytes)
    {
        foreach (var value in bytes.Span[Math.Max(0, bytes.Length - Kept)..])
        {
            _ring[_count++ % Kept] = value;
        }
    }

    public static string LastLines(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd().Split('\n');
        return string.Join('\n', lines[Math.Max(0, lines.Length - Lines)..]);
    }
}
