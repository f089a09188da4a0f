using System.Buffers;
using System.Text;

namespace DeployTasks.Events;

/// <summary>
/// Turns bytes that are cut anywhere into lines of text. Everything that some terminal or CI takes for a line break ends
/// a line, or a host could begin a line of ours. Wrong UTF-8 becomes U+FFFD.
/// </summary>
public sealed class LineSplitter
{
    /// <summary>A longer line is shown in pieces of this many UTF-16 units.</summary>
    public const int LongestLine = 64 * 1024;

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r\v\f\u0085\u2028\u2029");

    private readonly Decoder _decoder = new UTF8Encoding(false).GetDecoder();
    private readonly StringBuilder _line = new();
    private char[] _text = new char[4096];
    private bool _afterReturn;

    public void Write(ReadOnlySpan<byte> bytes, Action<string> line)
    {
        if (_text.Length < bytes.Length + 1)
            _text = new char[bytes.Length + 1];
        Split(_text.AsSpan(0, _decoder.GetChars(bytes, _text, flush: false)), line);
    }

    /// <summary>Ends the stream; what stands without a line break is a line too.</summary>
    public void Flush(Action<string> line)
    {
        Split(_text.AsSpan(0, _decoder.GetChars([], _text, flush: true)), line);
        if (_line.Length > 0)
            EndLine(line);
        _afterReturn = false;
    }

    private void Split(ReadOnlySpan<char> text, Action<string> line)
    {
        while (!text.IsEmpty)
        {
            if (_afterReturn && text[0] == '\n')
                text = text[1..];
            _afterReturn = false;
            var end = text.IndexOfAny(Breaks);
            var piece = end < 0 ? text : text[..end];
            AddPiece(piece, line);
            if (end < 0)
                return;
            EndLine(line);
            _afterReturn = text[end] == '\r';
            text = text[(end + 1)..];
        }
    }

    private void AddPiece(ReadOnlySpan<char> piece, Action<string> line)
    {
        while (_line.Length + piece.Length > LongestLine)
        {
            var fits = LongestLine - _line.Length;
            if (fits > 0 && char.IsHighSurrogate(piece[fits - 1]))
                fits--;
            _line.Append(piece[..fits]);
            piece = piece[fits..];
            EndLine(line);
        }
        _line.Append(piece);
    }

    private void EndLine(Action<string> line)
    {
        line(_line.ToString());
        _line.Clear();
    }
}
