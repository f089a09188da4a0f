using System.Collections.Concurrent;
using DeployTasks.Planning;

namespace DeployTasks.Master;

/// <summary>
/// At most eight logins at a time for each server on the way, a jump host for instance: sshd begins to drop unfinished
/// ones at ten (MaxStartups).
/// </summary>
/// <param name="hosts">How many there are; so few that no server can mind are let through at once, whatever their way.</param>
/// <param name="way">The servers that a login to a host passes.</param>
/// <param name="open">Nobody connects before: no worker would get its settings.</param>
internal sealed class ConnectGates(int hosts, Func<PlannedHost, IReadOnlyList<string>> way, Task open)
{
    private const int AtOnce = 8;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    /// <param name="connect">Is told whether it is known that no other server stands on the way.</param>
    public async Task<Outcome> PassAsync(PlannedHost host, Func<bool, Task<Outcome>> connect)
    {
        await open;
        if (hosts <= AtOnce)
        {
            return await connect(false);
        }
        var servers = await Task.Run(() => way(host));
        // All in one order, or two hosts that are each other's jump host would wait for one another.
        SemaphoreSlim[] gates = [.. servers.Distinct().Order(StringComparer.Ordinal).Select(server => _gates.GetOrAdd(server, static _ => new SemaphoreSlim(AtOnce)))];
        foreach (var gate in gates)
        {
            await gate.WaitAsync();
        }
        try
        {
            return await connect(servers.Count == 1);
        }
        finally
        {
            Array.ForEach(gates, gate => gate.Release());
        }
    }
}
