using System.Buffers.Text;

namespace DeployTasks.Connections.Framing;

/// <summary>What a line of ours between the bytes of a command means.</summary>
internal enum MarkerKind : byte { Begin = (byte)'B', End = (byte)'R' }

/// <param name="Number">Pid of the command for Begin, its exit code for End; 0 on stderr.</param>
internal sealed record Marker(int Command, MarkerKind Kind, int Number)
{
    /// <summary>More bytes than this without a line end are not a marker.</summary>
    public const int Longest = 40;

    /// <summary>Reads <c>12 B 4711</c>, <c>12 R 0</c> or <c>12 R</c>: what follows the nonce on its line.</summary>
    public static Marker? Parse(ReadOnlySpan<byte> line)
    {
        if (!Utf8Parser.TryParse(line, out int command, out var digits) || line.Length < digits + 2 || line[digits] != ' ')
        {
            return null;
        }

        var kind = (MarkerKind)line[digits + 1];
        var rest = line[(digits + 2)..];
        var number = 0;
        var isWhole = rest.IsEmpty || (rest[0] == ' ' && Utf8Parser.TryParse(rest[1..], out number, out var used) && used == rest.Length - 1);
        return isWhole && kind is (MarkerKind.Begin or MarkerKind.End) ? new Marker(command, kind, number) : null;
    }
}
