namespace DeployTasks.Lab;

/// <param name="Exit">0..255, or 128 + n when a signal ended it.</param>
public sealed record ShellResult(int Exit, string Out, string Error);

/// <summary>The shells that hosts have: what we send must mean the same in each.</summary>
public sealed record PosixShell(string Name, params string[] Command)
{
    public static readonly PosixShell Dash = new("dash", "dash");
    public static readonly PosixShell Bash = new("bash", "bash");
    public static readonly PosixShell BusyBox = new("busybox", "busybox", "sh");

    public static IEnumerable<PosixShell> All => [Dash, Bash, BusyBox];

    /// <summary>Runs a script that goes in by stdin, as in a framed shell.</summary>
    public async Task<ShellResult> RunAsync(string script, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var shell = LabProcess.Start(Command[0], [.. Command[1..], "-s"], info =>
        {
            foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            {
                info.Environment[name] = value;
            }
        });
        var output = shell.StandardOutput.ReadToEndAsync();
        var error = shell.StandardError.ReadToEndAsync();
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        return new ShellResult(shell.ExitCode, await output, await error);
    }

    public override string ToString() => Name;
}
