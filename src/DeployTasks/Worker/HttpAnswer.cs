using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DeployTasks.Worker;

/// <summary>
/// The only form of answer our own server gives: HTTP/1.1, a status, a length, a body. Everything else is
/// <see cref="InvalidDataException"/>; no byte of it is ever taken for a setting. Nothing at all is a
/// <see cref="SocketException"/>, as a reset is.
/// </summary>
/// <param name="IsLast">The server closes the connection behind it.</param>
internal sealed record HttpAnswer(int Status, bool IsLast, ReadOnlyMemory<byte> Body)
{
    private const int LongestHead = 16 * 1024;
    private const int LongestBody = 64 * 1024 * 1024;

    public static HttpAnswer Read(Socket socket)
    {
        var buffer = new byte[LongestHead];
        var filled = 0;
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            filled += Receive(socket, buffer.AsSpan(filled), isFirst: filled == 0);
        }
        var head = Encoding.ASCII.GetString(buffer, 0, end);
        var body = new byte[LengthOf(head)];
        var got = buffer.AsSpan(end + 4, filled - end - 4);
        if (got.Length > body.Length)
        {
            throw new InvalidDataException("the answer is longer than it says");
        }
        got.CopyTo(body);
        for (filled = got.Length; filled < body.Length;)
        {
            filled += Receive(socket, body.AsSpan(filled));
        }
        return new HttpAnswer(StatusOf(head), Header(head, "Connection") is "close", body);
    }

    private static int Receive(Socket socket, Span<byte> room, bool isFirst = false)
    {
        if (room.IsEmpty)
        {
            throw new InvalidDataException("the head of the answer is too long");
        }
        return socket.Receive(room) is > 0 and var count
            ? count
            : throw (isFirst ? new SocketException((int)SocketError.ConnectionReset) : new InvalidDataException("it closed the connection"));
    }

    private static int StatusOf(string head) =>
        head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && head.Length >= 12
            && int.TryParse(head.AsSpan(9, 3), NumberStyles.None, null, out var status)
            ? status
            : throw new InvalidDataException("the answer is not HTTP/1.1");

    private static int LengthOf(string head) =>
        int.TryParse(Header(head, "Content-Length"), NumberStyles.None, null, out var length) && length <= LongestBody
            ? length
            : throw new InvalidDataException("the answer has no good length");

    private static string? Header(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }
        var start = at + name.Length + 3;
        var end = head.IndexOf('\r', start);
        return head[start..(end < 0 ? head.Length : end)].Trim();
    }
}
