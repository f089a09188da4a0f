using System.Collections.Concurrent;
using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Master;

/// <summary>The real tool on a recipe in a folder of its own, and everything it and its children are.</summary>
internal sealed class ToolRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dt-master-");
    private readonly ConcurrentQueue<string> _lines = [];
    private Process? _process;
    private Task _reading = Task.CompletedTask;

    /// <summary>Three local hosts and a task <c>work</c> with these steps.</summary>
    public static string LocalRecipe(params string[] steps) => $"""
        hosts:
          web1: {"{ connection: local, deploy_path: /tmp/unused }"}
          web2: {"{ connection: local, deploy_path: /tmp/unused }"}
          web3: {"{ connection: local, deploy_path: /tmp/unused }"}
        tasks:
          work:
            steps:
        {string.Concat(steps.Select(step => $"      - run: {step}\n"))}
        """;

    /// <summary>Stands in an argument of a step's process, so that exactly ours is found.</summary>
    public string Marker { get; } = $"6{Random.Shared.Next(100_000, 999_999)}";

    public IReadOnlyList<string> Lines => [.. _lines];

    public string Output => string.Join('\n', _lines);

    public int Pid => _process!.Id;

    public Stream Input => _process!.StandardInput.BaseStream;

    /// <summary>Port of the token server, as <c>-vvv</c> shows it.</summary>
    public async Task<int> PortAsync()
    {
        const string Words = "Starting server at http://127.0.0.1:";
        await UntilAsync(() => Output.Contains(Words, StringComparison.Ordinal));
        var line = Lines.First(line => line.Contains(Words, StringComparison.Ordinal));
        return int.Parse(line[(line.IndexOf(Words, StringComparison.Ordinal) + Words.Length)..]);
    }

    /// <param name="recipe"><c>MARKER</c> in it becomes <see cref="Marker"/>.</param>
    public void Start(string recipe, string[]? options = null, Action<ProcessStartInfo>? configure = null, string[]? before = null)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "deploy.yaml"), recipe.Replace("MARKER", Marker, StringComparison.Ordinal));
        string[] command = [.. before ?? [], ToolUnderTest.Path, "run", "work", "-vvv", .. options ?? []];
        _process = LabProcess.Start(command[0], command[1..], info =>
        {
            info.WorkingDirectory = _folder.FullName;
            info.Environment.Remove("GITHUB_ACTIONS");
            configure?.Invoke(info);
        });
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(patience.Token);
        await _reading.WaitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Signal(int signal) => LabProcess.Signal(Pid, signal);

    /// <summary>Workers of this run by host.</summary>
    public IReadOnlyDictionary<string, int> Workers() =>
        (from process in ProcessTable.Read()
         where process.Parent == Pid && process.Arguments.Contains("worker")
         select (Host: process.Arguments[^1], process.Id)).ToDictionary(worker => worker.Host, worker => worker.Id);

    /// <summary>Waits until the step that holds the marker runs on so many hosts.</summary>
    public Task UntilMarkedAsync(int count) => UntilAsync(() => Marked().Count >= count);

    /// <summary>Processes that hold the marker.</summary>
    public IReadOnlyList<ProcessEntry> Marked() => [.. ProcessTable.Read().Where(process => process.Arguments is ["sleep", var time] && time == Marker)];

    public async Task UntilAsync(Func<bool> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < Patience, $"waited in vain; the tool said:\n{Output}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            LabProcess.Signal(Pid, 9);
        }
        foreach (var left in Marked())
        {
            LabProcess.Signal(left.Id, 9);
        }
        await _reading;
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}

internal sealed record ProcessEntry(int Id, int Parent, string[] Arguments);

internal static class ProcessTable
{
    public static IReadOnlyList<ProcessEntry> Read() => [.. Directory.EnumerateDirectories("/proc").Select(Entry).OfType<ProcessEntry>()];

    /// <summary>Empty when it is gone or not ours to read.</summary>
    public static string EnvironmentOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static ProcessEntry? Entry(string folder)
    {
        try
        {
            var status = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            var arguments = File.ReadAllText(Path.Combine(folder, "cmdline")).TrimEnd('\0').Split('\0');
            return fields[0] == "Z" ? null : new ProcessEntry(int.Parse(Path.GetFileName(folder)), int.Parse(fields[1]), arguments);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
