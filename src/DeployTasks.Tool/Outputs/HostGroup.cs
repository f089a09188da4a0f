using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>
/// What one host has to say about the running task: kept until the host ends it, so that hosts do not mix. A task of one
/// host is shown as it comes. Lines of the host itself are marked <c>|</c> (stdout) or <c>!</c> (stderr), ours are not:
/// no host can write a line that looks like ours.
/// </summary>
internal sealed class HostGroup(string host, bool isLive, Action<string> write)
{
    private const int TailLines = 20;

    private readonly List<string> _lines = [];
    private readonly Queue<string> _tail = new();
    private Error? _failure;

    public void Say(string text)
    {
        foreach (var line in text.Split('\n'))
            Add($"[{host}] {line}");
    }

    /// <summary>Whether a step failed by itself: one that ran others ends with the failure of the last of them.</summary>
    public bool IsNews(Error failure)
    {
        var isNews = failure != _failure;
        _failure = failure;
        return isNews;
    }

    /// <summary>The host has said something that was not forgotten.</summary>
    public bool IsHeard { get; private set; }

    public void Show(Line line)
    {
        IsHeard = true;
        Add(Marked(line));
    }

    /// <summary>Keeps the line for the case that the step fails.</summary>
    public void Keep(Line line)
    {
        IsHeard = true;
        _tail.Enqueue(Marked(line));
        if (_tail.Count > TailLines)
            _tail.Dequeue();
    }

    /// <summary>The step has ended well.</summary>
    public void ForgetTail()
    {
        IsHeard = false;
        _tail.Clear();
    }

    public void ShowTail()
    {
        foreach (var line in _tail)
            Add(line);
        _tail.Clear();
    }

    public void Print()
    {
        foreach (var line in Take())
            write(line);
    }

    /// <summary>What would be printed now; it is not printed any more.</summary>
    public IReadOnlyCollection<string> Take()
    {
        string[] lines = [.. _lines];
        _lines.Clear();
        return lines;
    }

    private string Marked(Line line) => $"[{host}] {(line.Stream == OutputStream.Out ? '|' : '!')} {line.Text}";

    private void Add(string line)
    {
        if (isLive)
            write(line);
        else
            _lines.Add(line);
    }
}
