using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Scripts;

/// <summary><c>dotnet deploy listen</c>, until it is disposed of.</summary>
internal sealed class RunningListener(Process process) : IAsyncDisposable
{
    private const int Kill = 9;
    private const int Term = 15;

    public async Task KillAsync()
    {
        LabProcess.Signal(process.Id, Kill);
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it in good order, which it must do within 30 s.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            LabProcess.Signal(process.Id, Term);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(0, process.ExitCode);
        }

        process.Dispose();
    }
}
