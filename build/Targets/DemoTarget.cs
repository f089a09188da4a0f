using DeployTasks.Build.Demo;
using DeployTasks.Lab;

namespace DeployTasks.Build.Targets;

/// <summary>The main job, for a person to watch: a web app goes to three hosts, changes, goes there again, and back.</summary>
internal static class DemoTarget
{
    private static readonly string App = Repository.Path("tests", "samples", "WebApp");

    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        // Where there is no sshd and none can be installed, folders take the place of the hosts.
        await Requirements.EnsureAsync(SshLab.Missing() is null || Requirements.CanBeMet(Requirements.OfDemo) ? Requirements.OfDemo : []);
        await PublishTarget.ToolAsync(await Feed.AskAsync(options));

        Say.Heading("three hosts");
        await using var hosts = await DemoHosts.StartAsync();
        var port = FreePort.Of(hosts.Addresses[0]);
        await hosts.WriteRecipeAsync(port);
        try
        {
            await DeployAsync("1.0.0", "deploy version 1.0.0 of the web app");
            await ShowAsync(hosts, port, "1.0.0");
            await DeployAsync("2.0.0", "change the app, deploy again");
            await ShowAsync(hosts, port, "2.0.0");
            Say.Heading("and back");
            await ToolAsync("rollback");
            await ShowAsync(hosts, port, "1.0.0");
        }
        finally
        {
            Say.Heading("stop the apps");
            _ = await Child.ExitCodeAsync(PublishTarget.Tool, ["run", "app:stop", "-f", DemoHosts.Recipe]);
        }
    }

    private static async Task DeployAsync(string version, string heading)
    {
        Say.Heading(heading);
        await Dotnet.RunAsync("publish", App, "-c", "Release", "-v", "q", "--nologo", $"-p:Version={version}", "-o", Path.Combine(App, "bin", "publish"));
        await ToolAsync("run", "deploy");
    }

    private static async Task ToolAsync(params string[] command)
    {
        string[] arguments = [.. command, "-f", DemoHosts.Recipe];
        Say.Line($"$ dotnet-deploy {string.Join(' ', arguments)}");
        await Child.RunAsync(PublishTarget.Tool, arguments);
    }

    private static async Task ShowAsync(DemoHosts hosts, int port, string version)
    {
        foreach (var address in hosts.Addresses)
        {
            Say.Line($"$ curl http://{address}:{port}/");
            var (_, answer) = await Child.CaptureAsync("curl", "-sS", "--max-time", "10", $"http://{address}:{port}/");
            Say.Line(answer.TrimEnd());
            if (!answer.Contains($"WebApp {version} ", StringComparison.Ordinal))
            {
                throw new BuildFailedException($"{address} does not serve version {version}");
            }
        }
    }
}
