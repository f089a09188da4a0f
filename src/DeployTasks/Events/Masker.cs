using System.Buffers;

namespace DeployTasks.Events;

/// <summary>
/// Replaces secrets in a stream of bytes that may be cut anywhere. Keeps back no more than the longest tail that could
/// become a secret; since no form of a secret holds a line break, every finished line passes at once. Colours and control
/// bytes inside a secret do not hide it.
/// </summary>
public sealed class Masker(Secrets secrets)
{
    // A host that puts endless colours into the beginning of a secret must not fill our memory.
    private const int MostHeld = 1 << 20;

    private readonly List<(int Start, int End)> _found = [];
    private readonly List<(int Start, int Length)> _invisible = [];
    private SecretMatcher _matcher = secrets.Matcher;
    private byte[] _held = [];
    private int _count;
    private int _scanned;
    private int _node = SecretMatcher.Root;

    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        Append(bytes);
        Scan(isLast: false);
        Emit(_count > MostHeld ? _count : FirstUnsure(), output);
    }

    /// <summary>Ends the stream: a tail that never became a secret is none.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        Scan(isLast: true);
        Emit(_count, output);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_held.Length < _count + bytes.Length)
            Array.Resize(ref _held, Math.Max(_held.Length * 2, _count + bytes.Length));
        bytes.CopyTo(_held.AsSpan(_count));
        _count += bytes.Length;
    }

    private void Scan(bool isLast)
    {
        if (!ReferenceEquals(_matcher, secrets.Matcher))
            StartAgain();
        while (_scanned < _count)
        {
            if (_node == SecretMatcher.Root)
            {
                _invisible.Clear();
                _scanned += _matcher.SkipAtRoot(_held.AsSpan(_scanned, _count - _scanned));
                if (_scanned == _count)
                    return;
            }
            var invisible = InvisibleAt(_scanned, isLast);
            if (invisible == Colour.Incomplete)
                return;
            if (invisible > 0)
                _invisible.Add((_scanned, invisible));
            else
                Read(_held[_scanned]);
            _scanned += Math.Max(invisible, 1);
        }
    }

    // Secrets that came in meanwhile may already have begun in what is held.
    private void StartAgain()
    {
        (_matcher, _node, _scanned) = (secrets.Matcher, SecretMatcher.Root, 0);
        _found.Clear();
    }

    private int InvisibleAt(int position, bool isLast)
    {
        var value = _held[position];
        if (value >= 0x20 || value is >= 0x09 and <= 0x0d)
            return 0;
        if (value != 0x1b)
            return 1;
        var colour = Colour.LengthAt(_held.AsSpan(position, _count - position));
        return colour == Colour.Incomplete && !isLast ? colour : Math.Max(colour, 1);
    }

    private void Read(byte value)
    {
        _node = _matcher.Next(_node, value);
        if (_matcher.MatchLength(_node) is > 0 and var length)
            Found(StartOf(length), _scanned + 1);
        if (_matcher.HoldLength(_node) == 0)
            _node = SecretMatcher.Root;
    }

    /// <summary>Where the last <paramref name="length"/> visible bytes begin, the one being read included.</summary>
    private int StartOf(int length, int end = 1)
    {
        var start = _scanned + end - length;
        for (var i = _invisible.Count - 1; i >= 0 && _invisible[i].Start + _invisible[i].Length > start; i--)
            start -= _invisible[i].Length;
        return start;
    }

    private void Found(int start, int end)
    {
        while (_found.Count > 0 && _found[^1].End > start)
        {
            start = Math.Min(start, _found[^1].Start);
            _found.RemoveAt(_found.Count - 1);
        }
        _found.Add((start, end));
    }

    private int FirstUnsure()
    {
        var unsure = StartOf(_matcher.HoldLength(_node), end: 0);
        foreach (var (start, end) in _found)
        {
            if (start < unsure && end > unsure)
                return start;
        }
        return unsure;
    }

    private void Emit(int end, IBufferWriter<byte> output)
    {
        var from = 0;
        var done = 0;
        for (; done < _found.Count && _found[done].End <= end; done++)
        {
            output.Write(_held.AsSpan(from, _found[done].Start - from));
            output.Write("***"u8);
            from = _found[done].End;
        }
        output.Write(_held.AsSpan(from, end - from));
        Forget(end, done);
    }

    private void Forget(int end, int done)
    {
        _held.AsSpan(end, _count - end).CopyTo(_held);
        _count -= end;
        _scanned = Math.Max(0, _scanned - end);
        if (_count == 0)
            _node = SecretMatcher.Root;
        _found.RemoveRange(0, done);
        for (var i = 0; i < _found.Count; i++)
            _found[i] = (_found[i].Start - end, _found[i].End - end);
        _invisible.RemoveAll(part => part.Start < end);
        for (var i = 0; i < _invisible.Count; i++)
            _invisible[i] = (_invisible[i].Start - end, _invisible[i].Length);
    }
}
