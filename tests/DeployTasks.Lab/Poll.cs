using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DeployTasks.Lab;

/// <summary>Waits for what a test needs: as long as a busy machine takes, but never for ever.</summary>
public static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="holds">Is asked again and again.</param>
    /// <param name="running">Whoever makes it hold: when that has ended, there is nothing to wait for.</param>
    /// <param name="what">What is waited for, in words.</param>
    public static Task UntilAsync(Func<bool> holds, Task? running = null, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        UntilAsync(() => Task.FromResult(holds()), running, what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, Task?, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> holds, Task? running = null, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (running is { IsCompleted: true } && !await holds())
            {
                await running;
                throw new InvalidOperationException($"Nobody is left who could make this true: {what}");
            }

            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s in vain for: {what}");
            }

            await Task.Delay(Pause);
        }
    }
}
