using System.Text;

namespace DeployTasks.Tool.Prompts;

/// <summary>
/// The process's own terminal. Waiting for a key cannot be ended there, so a question that is given up leaves that to the next
/// one, whose key it is then.
/// </summary>
/// <param name="screen">Shows what is typed.</param>
internal sealed class ConsoleKeyboard(TextWriter screen) : IKeyboard
{
    private Task<ConsoleKeyInfo>? _next;

    public async Task<string?> ReadLineAsync(CancellationToken cancel)
    {
        var line = await ReadAsync(screen, cancel);
        await screen.WriteLineAsync();
        return line;
    }

    public Task<string?> ReadHiddenAsync(CancellationToken cancel) => ReadAsync(TextWriter.Null, cancel);

    private async Task<string?> ReadAsync(TextWriter echo, CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = await KeyAsync(cancel);
            if (key.Key == ConsoleKey.Enter)
                return line.ToString();
            if (key == default)
                return null;
            if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && line.Length == 0)
                return null;
            if (key.Key == ConsoleKey.Backspace && line.Length > 0)
            {
                line.Length--;
                await echo.WriteAsync("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                line.Append(key.KeyChar);
                await echo.WriteAsync(key.KeyChar);
            }
        }
    }

    private async Task<ConsoleKeyInfo> KeyAsync(CancellationToken cancel)
    {
        _next ??= Task.Run(() => Console.ReadKey(intercept: true), CancellationToken.None);
        var key = await _next.WaitAsync(cancel);
        _next = null;
        return key;
    }
}
