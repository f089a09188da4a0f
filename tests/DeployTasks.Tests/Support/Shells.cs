using System.Diagnostics;
using System.Text;

namespace DeployTasks.Tests.Support;

/// <summary>The shells that hosts have, installed on this machine.</summary>
internal static class Shells
{
    public static readonly string[] All = ["dash", "bash", "busybox sh"];

    /// <summary>Feeds a script to a shell and returns what it printed, one char per byte both ways.</summary>
    public static string Run(string shell, string script)
    {
        var info = new ProcessStartInfo(shell.Split(' ')[0], shell.Split(' ')[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
            Environment = { ["LC_ALL"] = "C" },
        };
        using var process = ProcessStarter.Start(info);
        var complaints = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() =>
        {
            try
            {
                process.StandardInput.Write(script);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The shell gave up before the end; its exit code and complaints tell why.
            }
        });
        var printed = process.StandardOutput.ReadToEnd();
        feeding.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{shell} ended with {process.ExitCode}: {complaints.Result}");
        return printed;
    }
}
