using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace DeployTasks.Connections;

/// <summary>
/// Both output streams of a child on one thread, by poll(2): a thread for each would be started, and woken for every
/// command, once more. Windows cannot wait for two pipes; there each has a thread.
/// </summary>
internal static partial class PipePair
{
    private const int Size = 64 * 1024;
    private const short Readable = 1;
    private const int Interrupted = 4;
    private const int Nobody = -1;

    public static void Listen(Stream output, Stream error, ReceiveOutput receive)
    {
        if (OperatingSystem.IsWindows())
        {
            LightThread.Start(() => ReadToEnd(output, isError: false, receive));
            LightThread.Start(() => ReadToEnd(error, isError: true, receive));
        }
        else
        {
            LightThread.Start(() => ReadBoth((PipeStream)output, (PipeStream)error, receive));
        }
    }

    private static void ReadToEnd(Stream stream, bool isError, ReceiveOutput receive)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(Size);
        while (Pass(stream, isError, buffer, receive))
        {
        }
    }

    private static void ReadBoth(PipeStream output, PipeStream error, ReceiveOutput receive)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(Size);
        using var outHandle = new Borrowed(output.SafePipeHandle);
        using var errorHandle = new Borrowed(error.SafePipeHandle);
        Polled[] both = [new(outHandle.Number), new(errorHandle.Number)];
        while (both[0].File != Nobody || both[1].File != Nobody)
        {
            // What it says of either is worth nothing then.
            if (Poll(ref both[0], 2, Timeout.Infinite) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Interrupted)
                {
                    throw new IOException($"poll: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                continue;
            }

            // Its end makes a pipe ready too.
            if (both[0].Ready != 0 && !Pass(output, isError: false, buffer, receive))
            {
                both[0].File = Nobody;
            }

            if (both[1].Ready != 0 && !Pass(error, isError: true, buffer, receive))
            {
                both[1].File = Nobody;
            }
        }
    }

    /// <returns>False at the end of the stream, which is passed on as well.</returns>
    private static bool Pass(Stream stream, bool isError, byte[] buffer, ReceiveOutput receive)
    {
        var count = Read(stream, buffer);
        receive(isError, buffer.AsMemory(0, count));
        return count > 0;
    }

    private static int Read(Stream stream, byte[] buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Polled first, nuint count, int milliseconds);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Polled(int file)
    {
        public int File = file;
        public short Wanted = Readable;
        public short Ready;
    }

    /// <summary>The number of an open file, which stays open as long as this lives: else another file could get the number.</summary>
    private readonly ref struct Borrowed
    {
        private readonly SafeHandle _handle;

        public Borrowed(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            _handle = handle;
        }

        public int Number => (int)_handle.DangerousGetHandle();

        public void Dispose() => _handle.DangerousRelease();
    }
}
