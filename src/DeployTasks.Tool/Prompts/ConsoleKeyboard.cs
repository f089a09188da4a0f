using System.Text;

namespace DeployTasks.Tool.Prompts;

/// <summary>The process's own terminal. Reading cannot be cancelled there: its thread is left behind.</summary>
internal sealed class ConsoleKeyboard : IKeyboard
{
    public Task<string?> ReadLineAsync(CancellationToken cancel) => Task.Run(Console.ReadLine, cancel).WaitAsync(cancel);

    public Task<string?> ReadHiddenAsync(CancellationToken cancel) => Task.Run(ReadHidden, cancel).WaitAsync(cancel);

    private static string? ReadHidden()
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
                return line.ToString();
            if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && line.Length == 0)
                return null;
            if (key.Key == ConsoleKey.Backspace)
                line.Length = Math.Max(0, line.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                line.Append(key.KeyChar);
        }
    }
}
