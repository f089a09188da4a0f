using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using DeployTasks.Lab;

namespace DeployTasks.Build.Bench;

/// <summary>A TCP relay that lets every byte wait: a host that is <c>2 × delay</c> of round trip away.</summary>
internal sealed class DelayProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public DelayProxy(LabHost target, TimeSpan delay)
    {
        _listener = new TcpListener(IPAddress.Parse(target.Address), 0);
        _listener.Start();
        _accepting = AcceptAsync(target, delay);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync(LabHost target, TimeSpan delay)
    {
        while (!_end.IsCancellationRequested)
        {
            var near = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = RelayAsync(near, target, delay);
        }
    }

    private async Task RelayAsync(TcpClient near, LabHost target, TimeSpan delay)
    {
        using var _ = near;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(target.Address, target.Port, _end.Token);
        await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream(), delay), PumpAsync(far.GetStream(), near.GetStream(), delay));
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, TimeSpan delay)
    {
        var late = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var writing = WriteAsync(late.Reader, to);
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            late.Writer.TryWrite((TimeProvider.System.GetTimestamp() + (long)(delay.TotalSeconds * TimeProvider.System.TimestampFrequency), buffer[..count]));
        }

        late.Writer.Complete();
        await writing;
    }

    private async Task WriteAsync(ChannelReader<(long Due, byte[] Bytes)> late, NetworkStream to)
    {
        await foreach (var (due, bytes) in late.ReadAllAsync(_end.Token))
        {
            var wait = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _end.Token);
            }

            await to.WriteAsync(bytes, _end.Token);
        }
    }
}
