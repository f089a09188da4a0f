using System.Net.Sockets;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet.Channels;

/// <summary>
/// stdin of a command on the host. SSH.NET waits for the window of the far end without end, also after the command is
/// gone; whoever writes here is let go then.
/// </summary>
/// <param name="input">SSH.NET's stream.</param>
/// <param name="ends">The first of them to complete is the end of the command.</param>
internal sealed class CommandInput(Stream input, Task[] ends) : WriteOnlyStream
{
    /// <summary>For what is small: does not wait unless the window is closed.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Array.Exists(ends, end => end.IsCompleted))
        {
            throw new IOException("The command is over");
        }

        try
        {
            input.Write(buffer, offset, count);
        }
        catch (Exception e) when (e is not IOException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A copy: who is let go early may use the buffer again while the abandoned write still reads it.
        var bytes = buffer.ToArray();
        var writing = Task.Run(() => Write(bytes, 0, bytes.Length), CancellationToken.None);
        await Task.WhenAny([writing, .. ends]).WaitAsync(cancellationToken);
        if (!writing.IsCompleted)
        {
            throw new IOException("The command is over");
        }

        await writing;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Sends the end of file.</summary>
    protected override void Dispose(bool disposing)
    {
        try
        {
            input.Dispose();
        }
        catch (Exception e) when (e is SshException or SocketException or InvalidOperationException)
        {
            // The command or the connection was gone already.
        }

        base.Dispose(disposing);
    }
}
