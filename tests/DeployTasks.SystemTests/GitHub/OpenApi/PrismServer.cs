using System.Diagnostics;
using DeployTasks.GitHub;
using DeployTasks.Lab;
using DeployTasks.Tests.Support;

namespace DeployTasks.SystemTests.GitHub.OpenApi;

/// <summary>GitHub as its own description says it is: Prism, which refuses every request that does not fit it.</summary>
public sealed class PrismServer : IAsyncLifetime
{
    private static readonly string Packages = Path.Combine(Repository.Root, "artifacts", "node", "node_modules");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _slice = Path.GetTempFileName();
    private Process? _prism;
    private string _log = "";

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public GitHubAccess Access => new(Url, "acme", "shop", "ghs_0123456789");

    public async ValueTask InitializeAsync()
    {
        var description = Path.Combine(Packages, "@octokit", "openapi", "generated", "api.github.com.json");
        Assert.True(File.Exists(description), $"{description} is missing; run: dotnet run --project build -- test");
        await File.WriteAllTextAsync(_slice, ApiSlice.Cut(await File.ReadAllTextAsync(description)));
        Url = new Uri($"http://127.0.0.1:{FreePort.Of()}");
        var prism = Path.Combine(Packages, "@stoplight", "prism-cli", "dist", "index.js");
        string[] arguments = [prism, "mock", _slice, "--host", Url.Host, "--port", $"{Url.Port}", "--errors", "--multiprocess", "false"];
        _prism = LabProcess.Start("node", arguments);
        _prism.OutputDataReceived += (_, line) => _log += $"{line.Data}\n";
        _prism.ErrorDataReceived += (_, line) => _log += $"{line.Data}\n";
        _prism.BeginOutputReadLine();
        _prism.BeginErrorReadLine();
        await UntilItAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_prism is { HasExited: false } running)
        {
            LabProcess.Signal(running.Id, 9);
            await running.WaitForExitAsync();
        }
        _prism?.Dispose();
        File.Delete(_slice);
    }

    private async Task UntilItAnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = Url };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(watch.Elapsed < Patience && _prism is { HasExited: false }, $"Prism does not answer; it said:\n{_log}");
            try
            {
                using var answer = await client.GetAsync("/");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
    }
}
