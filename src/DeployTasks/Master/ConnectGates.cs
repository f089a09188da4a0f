using System.Collections.Concurrent;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Master;

/// <summary>At most eight logins at a time for each address: sshd begins to drop unfinished ones at ten (MaxStartups).</summary>
internal sealed class ConnectGates
{
    private const int AtOnce = 8;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    public async Task<Outcome> PassAsync(PlannedHost host, Func<Task<Outcome>> connect)
    {
        var settings = new Settings(host.Settings);
        if (settings.TextOr("connection", null) == "local")
        {
            return await connect();
        }
        var gate = _gates.GetOrAdd(settings.TextOr("hostname", null) ?? host.Alias, static _ => new SemaphoreSlim(AtOnce));
        await gate.WaitAsync();
        try
        {
            return await connect();
        }
        finally
        {
            gate.Release();
        }
    }
}
