using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace DeployTasks.Lab;

/// <summary>A TCP relay in front of a host: the network between, as bad as a test or a benchmark wants it.</summary>
public sealed class LabLink : IAsyncDisposable
{
    // What waits in buffers of the kernel has passed for its sender, so they are kept small.
    private const int BufferSize = 32 * 1024;

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private CancellationTokenSource _broken = new();
    private long _passed;

    internal LabLink(LabHost target, LinkFault fault)
    {
        Fault = fault;
        _listener = new TcpListener(IPAddress.Parse(target.Address), 0);
        _listener.Server.ReceiveBufferSize = BufferSize;
        _listener.Start();
        _accepting = AcceptAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes that went through so far, both ways.</summary>
    public long Passed => Volatile.Read(ref _passed);

    /// <summary>May be changed at any time.</summary>
    public LinkFault Fault { get; set; }

    /// <summary>A perfect network from now on, which has forgotten the connections it had.</summary>
    public void Mend()
    {
        Fault = new LinkFault();
        using var broken = Interlocked.Exchange(ref _broken, new CancellationTokenSource());
        broken.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _broken.Dispose();
    }

    private async Task AcceptAsync(LabHost target)
    {
        while (!_end.IsCancellationRequested)
        {
            var near = await _listener.AcceptSocketAsync(_end.Token);
            _ = RelayAsync(near, target);
        }
    }

    private async Task RelayAsync(Socket near, LabHost target)
    {
        using var _ = near;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(target.Address, target.Port, _end.Token);
        var broken = _broken;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, broken.Token);
        await Task.WhenAny(PumpAsync(near, far, over.Token), PumpAsync(far, near, over.Token))
            .Unwrap().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        if (broken.IsCancellationRequested || (Fault.Resets && Passed >= Fault.CutAfter))
        {
            near.LingerState = far.LingerState = new LingerOption(true, 0);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken over)
    {
        var late = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var writing = WriteAsync(late.Reader, to, over);
        var buffer = new byte[BufferSize];
        while (await from.ReceiveAsync(buffer, over) is > 0 and var count)
        {
            var fault = Fault;
            var passing = (int)Math.Clamp(fault.CutAfter - (Interlocked.Add(ref _passed, count) - count), 0, count);
            late.Writer.TryWrite((TimeProvider.System.GetTimestamp() + Ticks(fault.Delay), buffer[..passing]));
            if (passing < count)
            {
                late.Writer.Complete();
                await writing;
                await Task.Delay(fault.Resets ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, over);
                return;
            }

            if (fault.BytesPerSecond < int.MaxValue)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)count / fault.BytesPerSecond), over);
            }
        }

        late.Writer.Complete();
        await writing;
    }

    private static async Task WriteAsync(ChannelReader<(long Due, byte[] Bytes)> late, Socket to, CancellationToken over)
    {
        await foreach (var (due, bytes) in late.ReadAllAsync(over))
        {
            var wait = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, over);
            }

            await to.SendAsync(bytes, over);
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);
}
