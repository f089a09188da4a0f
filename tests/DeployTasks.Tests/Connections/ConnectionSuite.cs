using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.Tests.Connections;

/// <summary>What every transport must do, with every shell a host may have. A class per transport runs all of it.</summary>
public abstract partial class ConnectionSuite : IAsyncLifetime
{
    private readonly MemoryStream _out = new();
    private readonly MemoryStream _error = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dt it's a \"folder\" ").FullName;
    private HostSession? _session;

    protected HostSession Session => _session ?? throw new InvalidOperationException("Not connected");

    protected abstract Task<HostSession> OpenAsync();

    public virtual async ValueTask InitializeAsync()
    {
        _session = await OpenAsync();
        await _session.ConnectAsync(Cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Out => Encoding.UTF8.GetString(_out.ToArray());
    private string Error => Encoding.UTF8.GetString(_error.ToArray());

    private Task<RemoteResult> RunAsync(
        string script, string? user = null, TimeSpan? timeout = null, TimeSpan? idleTimeout = null, string? cwd = null) =>
        RunAsync(new RemoteCommand(script) { As = user, Timeout = timeout, IdleTimeout = idleTimeout, Cwd = cwd });

    private Task<RemoteResult> RunAsync(RemoteCommand command) => Session.RunAsync(command, Keep, Cancel);

    private void Keep(bool isError, ReadOnlyMemory<byte> bytes) => (isError ? _error : _out).Write(bytes.Span);

    /// <summary>Whether a process of the host still runs; a zombie does not.</summary>
    private async Task<bool> IsAliveAsync(string pid)
    {
        var state = await Session.RunAsync(
            new RemoteCommand($"sed 's/.*) //' /proc/{pid}/stat 2>/dev/null | cut -c1"), (_, _) => { }, Cancel);
        return Encoding.UTF8.GetString(state.Out).Trim() is not ("" or "Z" or "X");
    }
}
