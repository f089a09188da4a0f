using System.Buffers;

namespace DeployTasks.Events;

/// <summary>
/// The output of one host as lines fit to be shown. Of a step that floods, the beginning and the last lines are shown and
/// the number of those between; the log file has them all.
/// </summary>
internal sealed class HostLines(Secrets secrets, Action<OutputStream, string> show)
{
    public const int MostLines = 10_000;
    private const int MostText = 4 << 20;
    private const int LastLines = 20;

    private readonly Channel _out = new(secrets);
    private readonly Channel _error = new(secrets);
    private readonly Queue<(OutputStream Stream, string Masked)> _last = new();
    private int _lines;
    private long _text;
    private int _shown;

    public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        var channel = stream == OutputStream.Out ? _out : _error;
        channel.Write(bytes, line => Add(stream, line));
    }

    /// <summary>The step has ended: what was held back comes out, and the count begins anew.</summary>
    public void EndStep()
    {
        _out.Flush(line => Add(OutputStream.Out, line));
        _error.Flush(line => Add(OutputStream.Error, line));
        var leftOut = _lines - _shown - _last.Count;
        if (leftOut > 0)
            show(OutputStream.Out, $"... {leftOut} lines left out; --log FILE keeps all of them ...");
        foreach (var (stream, masked) in _last)
            show(stream, Redaction.Line(masked));
        _last.Clear();
        (_lines, _text, _shown) = (0, 0, 0);
    }

    private void Add(OutputStream stream, string masked)
    {
        _lines++;
        _text += masked.Length;
        if (_lines <= MostLines && _text <= MostText)
        {
            _shown++;
            show(stream, Redaction.Line(masked));
            return;
        }
        _last.Enqueue((stream, masked));
        if (_last.Count > LastLines)
            _last.Dequeue();
    }

    private sealed class Channel(Secrets secrets)
    {
        private readonly Masker _masker = new(secrets);
        private readonly LineSplitter _splitter = new();
        private readonly ArrayBufferWriter<byte> _masked = new();

        public void Write(ReadOnlySpan<byte> bytes, Action<string> line)
        {
            _masker.Write(bytes, _masked);
            Split(line);
        }

        public void Flush(Action<string> line)
        {
            _masker.Flush(_masked);
            Split(line);
            _splitter.Flush(line);
        }

        private void Split(Action<string> line)
        {
            _splitter.Write(_masked.WrittenSpan, line);
            _masked.ResetWrittenCount();
        }
    }
}
