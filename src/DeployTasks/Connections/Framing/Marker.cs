using System.Text;

namespace DeployTasks.Connections.Framing;

/// <summary>What a line of ours between the bytes of a command means.</summary>
internal enum MarkerKind { Begin, End }

/// <param name="Number">Pid of the command for Begin, its exit code for End; 0 on stderr.</param>
internal sealed record Marker(int Command, MarkerKind Kind, int Number)
{
    /// <summary>Reads <c>12 B 4711</c>, <c>12 R 0</c> or <c>12 R</c>: what follows the nonce on its line.</summary>
    public static Marker? Parse(ReadOnlySpan<byte> line)
    {
        Span<Range> parts = stackalloc Range[4];
        Span<char> text = stackalloc char[Longest];
        if (line.Length > Longest)
        {
            return null;
        }

        text = text[..Encoding.ASCII.GetChars(line, text)];
        var count = ((ReadOnlySpan<char>)text).Split(parts, ' ');
        if (count is < 2 or > 3 || !int.TryParse(text[parts[0]], out var command))
        {
            return null;
        }

        var number = 0;
        if (count == 3 && !int.TryParse(text[parts[2]], out number))
        {
            return null;
        }

        return text[parts[1]] switch
        {
            "B" => new Marker(command, MarkerKind.Begin, number),
            "R" => new Marker(command, MarkerKind.End, number),
            _ => null,
        };
    }

    /// <summary>More bytes than this without a line end are not a marker.</summary>
    public const int Longest = 40;
}
