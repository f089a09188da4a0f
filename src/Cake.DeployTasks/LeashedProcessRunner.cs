using System.Diagnostics;
using System.Text;
using Cake.Core.IO;

namespace Cake.DeployTasks;

/// <summary>
/// Starts the tool with its stdin in our hand. Cake's own runner cannot redirect stdin, and a SIGTERM to Cake would leave
/// its child running as an orphan; the tool cancels, frees its locks and ends when our end of the pipe is gone.
/// </summary>
/// <param name="say">Gets every line of stdout and stderr.</param>
internal sealed class LeashedProcessRunner(Action<string> say) : IProcessRunner
{
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var isAssembly = filePath.GetExtension() == ".dll";
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : filePath.FullPath)
        {
            Arguments = (isAssembly ? $"exec --roll-forward Major \"{filePath.FullPath}\" " : "") + settings.Arguments.Render(),
            WorkingDirectory = settings.WorkingDirectory.FullPath,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in settings.EnvironmentVariables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Pass(line.Data);
        process.ErrorDataReceived += (_, line) => Pass(line.Data);
#pragma warning disable RS0030 // The engine's ProcessStarter is not here: the addin never loads the engine.
        process.Start();
#pragma warning restore RS0030
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new LeashedProcess(process);
    }

    private void Pass(string? line)
    {
        if (line is not null)
        {
            lock (say)
            {
                say(line);
            }
        }
    }
}

internal sealed class LeashedProcess(Process process) : IProcess
{
    public void WaitForExit() => process.WaitForExit();

    public bool WaitForExit(int milliseconds)
    {
        var isOver = process.WaitForExit(milliseconds);
        if (isOver)
        {
            // Only without a limit it waits for what the tool said last.
            process.WaitForExit();
        }

        return isOver;
    }

    public int GetExitCode() => process.ExitCode;

    public IEnumerable<string> GetStandardError() => [];

    public IEnumerable<string> GetStandardOutput() => [];

    /// <summary>By the leash first: a killed tool would leave its locks to the next run.</summary>
    public void Kill()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => process.Dispose();
}
