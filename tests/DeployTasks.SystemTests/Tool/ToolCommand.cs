using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Tool;

/// <summary>The real tool, one command, in a folder of its own with a recipe in it.</summary>
internal sealed class ToolCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dt-tool-");

    public ToolCommand(string recipe) => File.WriteAllText(PathOf("deploy.yaml"), recipe);

    /// <summary>What stands in its stdin before it ends; null: a pipe that never delivers and never ends.</summary>
    public string? Input { get; init; } = "";

    /// <summary>What stands before the tool, such as <see cref="LabProcess.AsNobody"/>.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Null removes a variable.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["CI"] = null, ["GITHUB_ACTIONS"] = null };

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public async Task WriteAsync(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        await File.WriteAllTextAsync(PathOf(name), content, TestContext.Current.CancellationToken);
    }

    /// <summary>Null when there is no such file.</summary>
    public async Task<string?> ReadAsync(string name) =>
        File.Exists(PathOf(name)) ? await File.ReadAllTextAsync(PathOf(name), TestContext.Current.CancellationToken) : null;

    public Task<ToolEnd> RunAsync(params string[] arguments) => EndAsync(Start(arguments));

    /// <param name="line">Arguments and redirections, for a shell.</param>
    public Task<ToolEnd> RunInShellAsync(string line) =>
        EndAsync(Start([.. Before, "sh", "-c", $"exec \"$0\" {line}", ToolUnderTest.Path], []));

    public Process Start(params string[] arguments) => Start([.. Before, ToolUnderTest.Path], arguments);

    public void Dispose() => _folder.Delete(recursive: true);

    private Process Start(string[] command, string[] arguments) =>
        LabProcess.Start(command[0], [.. command[1..], .. arguments], info =>
        {
            info.WorkingDirectory = _folder.FullName;
            foreach (var (name, value) in Environment)
                info.Environment[name] = value;
        });

    private async Task<ToolEnd> EndAsync(Process started)
    {
        using var process = started;
        using var patience = new CancellationTokenSource(Patience);
        if (Input is not null)
        {
            await process.StandardInput.WriteAsync(Input);
            process.StandardInput.Close();
        }
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new ToolEnd(process.ExitCode, await output, await error);
    }
}

internal sealed record ToolEnd(int Exit, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
