using System.Collections.Concurrent;
using DeployTasks.Connections;
using DeployTasks.Wire;

namespace DeployTasks.Scripts;

/// <summary>
/// The ways home for the scripts of one host: forwards over the host's own connection, one for each user, opened when a
/// script needs it. The status file is the truth; the bell only says when to look (design §3.10).
/// </summary>
/// <param name="alias">The host, as the master knows it.</param>
/// <param name="key">Secret of this host's worker; a script's token is derived from it, so nobody keeps a table.</param>
/// <param name="port">Of the master, on 127.0.0.1.</param>
public sealed class ScriptBell(string alias, CallbackKey key, int port)
{
    // Longer than any run: the master that would answer is gone before.
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _rung = new();
    private readonly Dictionary<string, Way> _ways = [];

    /// <summary>Completes when script <paramref name="id"/> has called, at once when it did before this was asked.</summary>
    public Task Heard(string id) => Of(id).Task;

    /// <summary>Somebody looked: what has called before its end is not looked at again and again.</summary>
    public void Silence(string id) => _rung.TryRemove(id, out _);

    public void Ring(string id) => Of(id).TrySetResult();

    /// <summary>An address for the script to call, or null when this host forwards nothing: then its file is polled.</summary>
    public async Task<ScriptCallback?> OfferAsync(IHostSession host, ScriptHome home, string id, CancellationToken cancel)
    {
        var user = home.As ?? "";
        var connection = host.Lost;
        if (!_ways.TryGetValue(user, out var way) || way.Connection != connection)
        {
            var opened = await host.ForwardAsync(home.As is null ? await SocketAsync(host, cancel) : null, port, cancel);
            _ways[user] = way = new Way(connection, opened);
        }

        if (way.Address is not { } address)
        {
            return null;
        }

        var caller = new Caller(alias, id);
        return new ScriptCallback(caller, key.TokenFor(caller, TimeProvider.System.GetUtcNow() + TokenLife))
        {
            Socket = address.Socket,
            Address = address.Socket is null ? $"127.0.0.1:{address.Port}" : "",
            Name = $"127.0.0.1:{port}",
        };
    }

    // A socket is closed to the host's other users, a port is not; only curl and python can speak to a socket.
    private static async Task<string?> SocketAsync(IHostSession host, CancellationToken cancel)
    {
        var probe = await host.RunAsync(new RemoteCommand("""
            command -v curl >/dev/null 2>&1 || command -v python3 >/dev/null 2>&1 || exit 1
            umask 077
            mkdir -p "$HOME/.deploytasks" && cd "$HOME/.deploytasks" || exit 1
            # What a session has left is dead when the kernel of this boot knows no such socket; others share a home by NFS.
            b=0; read -r b 2>/dev/null </proc/sys/kernel/random/boot_id; b=${b%%-*}
            for s in "home-$b-"*.sock; do
              [ ! -e "$s" ] || [ ! -r /proc/net/unix ] || grep -qF "$PWD/$s" /proc/net/unix || rm -f "$s"
            done
            find . -maxdepth 1 -name 'home-*.sock' -mtime +1 -exec rm -f {} + 2>/dev/null
            printf '%s/home-%s-%s.sock' "$PWD" "$b" "$$"
            """), static (_, _) => { }, cancel);
        return probe.IsSuccess && probe.Out.Length < 100 ? System.Text.Encoding.UTF8.GetString(probe.Out) : null;
    }

    private TaskCompletionSource Of(string id) =>
        _rung.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    // A forward is gone with the connection it was made over. The login user's socket is closed to whom it becomes.
    private sealed record Way(Task Connection, RemoteAddress? Address);
}
