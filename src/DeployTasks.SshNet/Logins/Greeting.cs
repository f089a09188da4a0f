using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DeployTasks.SshNet.Logins;

/// <summary>The first line that somebody says who may not be an SSH server.</summary>
/// <param name="IsOver">They hung up.</param>
internal sealed record Greeting(string Words, bool IsOver)
{
    private const int Longest = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <returns>Null when nobody took the call.</returns>
    public static async Task<Greeting?> HearAsync(IPEndPoint address, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, patience.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return null;
        }

        var heard = new byte[Longest];
        var count = 0;
        var isOver = false;
        try
        {
            // Many servers speak only when they are spoken to.
            await socket.SendAsync("SSH-2.0-DeployTasks\r\n"u8.ToArray(), patience.Token);
            while (!isOver && count < Longest && heard.AsSpan(0, count).IndexOf((byte)'\n') < 0)
            {
                var more = await socket.ReceiveAsync(heard.AsMemory(count), patience.Token);
                count += more;
                isOver = more == 0;
            }
        }
        catch (SocketException)
        {
            isOver = true;
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
        }

        return new Greeting(Encoding.UTF8.GetString(heard, 0, count).Split('\n')[0].Trim(), isOver);
    }
}
