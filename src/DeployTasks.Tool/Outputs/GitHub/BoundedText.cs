using System.Text;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>Collects blocks as long as they fit; the first that does not is replaced by a note, and the rest is left out.</summary>
/// <param name="room">In bytes of UTF-8, the note included.</param>
internal sealed class BoundedText(long room, string note)
{
    private readonly StringBuilder _text = new();
    private long _left = room - Encoding.UTF8.GetByteCount(note);
    private bool _isFull;

    public void Add(string block)
    {
        if (_isFull)
            return;
        _left -= Encoding.UTF8.GetByteCount(block);
        _isFull = _left < 0;
        _text.Append(_isFull ? note : block);
    }

    public override string ToString() => _text.ToString();
}
