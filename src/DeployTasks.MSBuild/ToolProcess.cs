using System.Diagnostics;
using System.Text;

namespace DeployTasks.MSBuild;

/// <summary>
/// The tool as a child. We hold its stdin as a leash: when we close it, or when MSBuild dies however it dies, the tool
/// cancels, frees its locks and ends. Nothing is ever read from our own stdin: in a reused node that would never return.
/// </summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private int _cancelled;

    /// <param name="say">Gets every line of stdout, then of stderr when stdout has ended.</param>
    public ToolProcess(ProcessStartInfo start, Action<string> say, Action<string> complain)
    {
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        Clean(start);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Pass(line.Data, say);
        _process.ErrorDataReceived += (_, line) => Pass(line.Data, complain);
#pragma warning disable RS0030 // The engine's ProcessStarter is not here: this assembly never loads the engine.
        _process.Start();
#pragma warning restore RS0030
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public int Wait()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Asks by the leash, then kills: MSBuild waits for us, and a second Ctrl+C changes nothing.</summary>
    public void Cancel()
    {
        if (Interlocked.Exchange(ref _cancelled, 1) == 0)
        {
            _process.StandardInput.Close();
            _ = Task.Delay(Grace).ContinueWith(_ => Kill(), TaskScheduler.Default);
        }
    }

    public void Dispose() => _process.Dispose();

    private void Kill()
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

    private static void Pass(string? line, Action<string> to)
    {
        if (line is not null)
        {
            to(line);
        }
    }

    // What MSBuild sets for itself would lead a nested dotnet of a local step astray.
    private static void Clean(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
        {
            start.Environment.Remove(name);
        }
    }

    private static bool IsOfTheBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_CLI_", StringComparison.Ordinal);
}
