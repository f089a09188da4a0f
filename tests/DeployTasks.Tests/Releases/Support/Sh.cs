using System.Diagnostics;
using System.Text;

namespace DeployTasks.Tests.Releases.Support;

/// <summary>Runs shell commands of this machine and keeps their bytes (one character per byte).</summary>
internal static class Sh
{
    public sealed record Result(int Exit, string Out, string Error)
    {
        public bool IsSuccess => Exit == 0;
    }

    public static Result Run(string script, params string[] shell)
    {
        var info = new ProcessStartInfo(shell.Length == 0 ? "sh" : shell[0], shell.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
        };
        using var process = ProcessStarter.Start(info);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(script);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Killed before it read all of its script; its exit code tells.
        }

        process.WaitForExit();
        return new Result(process.ExitCode, output.Result, error.Result);
    }

    public static string Ok(string script, params string[] shell)
    {
        var result = Run(script, shell);
        Assert.True(result.IsSuccess, $"exit {result.Exit}\n{script}\n{result.Out}{result.Error}");
        return result.Out;
    }
}
