using System.ComponentModel;
using System.Diagnostics;

namespace DeployTasks.Build;

/// <summary>Runs other programs. Their stdin is always empty: nothing in a build may wait for a person.</summary>
internal static class Child
{
    /// <summary>Shows the output while it comes; anything but exit code 0 ends the build.</summary>
    public static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        var exit = await ExitCodeAsync(program, arguments);
        Interruption.Check();
        if (exit != 0)
        {
            throw new BuildFailedException($"{program} {string.Join(' ', arguments)} ended with exit code {exit}");
        }
    }

    /// <summary>Null when it did not end in time; it and all it started are gone then.</summary>
    public static async Task<int?> ExitCodeAsync(string program, IEnumerable<string> arguments, TimeSpan? timeout = null)
    {
        using var process = Start(new ProcessStartInfo(program, arguments));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Interruption.TimeIsUp);
        limit.CancelAfter(timeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        return process.ExitCode;
    }

    public static async Task<(int Exit, string Output)> CaptureAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Interruption.Check();
        return (process.ExitCode, await output + await error);
    }

    public static Process Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        try
        {
            var process = Process.Start(start) ?? throw new BuildFailedException($"{start.FileName} did not start");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new BuildFailedException($"{start.FileName} did not start: {e.Message}");
        }
    }
}
