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

    /// <summary>Null removes a variable.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["CI"] = null, ["GITHUB_ACTIONS"] = null };

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public async Task<ToolEnd> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
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

    public Process Start(params string[] arguments) =>
        LabProcess.Start(ToolUnderTest.Path, arguments, info =>
        {
            info.WorkingDirectory = _folder.FullName;
            foreach (var (name, value) in Environment)
                info.Environment[name] = value;
        });

    public void Dispose() => _folder.Delete(recursive: true);
}

internal sealed record ToolEnd(int Exit, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
