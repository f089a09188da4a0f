namespace DeployTasks.Tool.Outputs;

/// <summary>Lines on a terminal. While a question stands they wait, or they would carry it off.</summary>
internal sealed class HeldLines(Action<string> write) : IScreen, IDisposable
{
    // A flood is shown all the same, and the question has to be looked for.
    private const int Most = 10_000;

    private readonly Lock _turn = new();
    private readonly List<string> _waiting = [];
    private bool _isHeld;

    public void Write(string line)
    {
        lock (_turn)
        {
            if (_isHeld && _waiting.Count < Most)
            {
                _waiting.Add(line);
                return;
            }

            LetGo();
            write(line);
        }
    }

    public void StepAside()
    {
        lock (_turn)
            _isHeld = true;
    }

    public void ComeBack()
    {
        lock (_turn)
        {
            try
            {
                LetGo();
            }
            catch (DeployException)
            {
                // The terminal has gone: whoever writes the next line hears of it.
            }
        }
    }

    public void Dispose() => ComeBack();

    private void LetGo()
    {
        _isHeld = false;
        string[] lines = [.. _waiting];
        _waiting.Clear();
        Array.ForEach(lines, write);
    }
}
