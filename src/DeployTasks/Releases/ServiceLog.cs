using System.Text;
using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Releases;

/// <summary>The end of the service's own log: what a person looks for first when a release does not come up.</summary>
public static class ServiceLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Empty when there is no service or its log cannot be read.</summary>
    public static async Task<string> TailAsync(IHostSession host, Settings settings, string? user, CancellationToken cancel)
    {
        if (settings.TextOr("service", null) is not { Length: > 0 } service)
        {
            return "";
        }

        var quoted = Recipes.Shell.Quote(service);
        var read = $"journalctl -u {quoted} -n 20 --no-pager";
        var script = $"{read} 2>/dev/null || sudo -n {read} 2>/dev/null || systemctl status {quoted} 2>&1";
        var command = new RemoteCommand(script) { As = user, Timeout = Patience };
        var result = await host.RunAsync(command, static (_, _) => { }, cancel);
        var tail = Encoding.UTF8.GetString(result.Out).Trim();
        return tail.Length > 0 ? $"The log of {service} ends with:\n{tail}" : "";
    }
}
