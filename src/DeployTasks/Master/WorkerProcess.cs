using System.Diagnostics;
using System.Text;

namespace DeployTasks.Master;

/// <summary>A worker as a process of its own, tied to us by three pipes.</summary>
internal sealed class WorkerProcess : IWorkerProcess
{
    private const int LongestTail = 4000;
    private readonly Process _process;
    private static readonly TimeSpan TailPatience = TimeSpan.FromSeconds(1);
    private readonly StringBuilder _tail = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _tailEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkerProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        process.Exited += (_, _) => _ended.TrySetResult();
        process.EnableRaisingEvents = true;
        Completion = CompleteAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;
    public Stream Output => _process.StandardOutput.BaseStream;
    public Task<WorkerExit> Completion { get; }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>WaitForExitAsync would wait for the end of stderr too, which a process that outlives the worker may hold.</summary>
    private async Task<WorkerExit> CompleteAsync()
    {
        await _ended.Task;
        await Task.WhenAny(_tailEnded.Task, Task.Delay(TailPatience));
        lock (_tail)
        {
            return new WorkerExit(_process.ExitCode, _tail.ToString());
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            _tailEnded.TrySetResult();
            return;
        }
        lock (_tail)
        {
            _tail.AppendLine(line);
            if (_tail.Length > LongestTail)
            {
                // Whole lines: nobody would know half a secret as one.
                var tail = _tail.ToString();
                _tail.Remove(0, tail.IndexOf('\n', tail.Length - LongestTail - 1) + 1);
            }
        }
    }
}
