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
        if (AddressOf(host) is not { } address)
        {
            return await connect();
        }
        var gate = _gates.GetOrAdd(address, static _ => new SemaphoreSlim(AtOnce));
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

    /// <summary>Null for this machine. A setting that cannot be expanded is for the worker to complain about.</summary>
    private static string? AddressOf(PlannedHost host)
    {
        try
        {
            var settings = new Settings(host.Settings);
            return settings.TextOr("connection", null) == "local" ? null : settings.TextOr("hostname", null) ?? host.Alias;
        }
        catch (DeployException)
        {
            return host.Alias;
        }
    }
}
