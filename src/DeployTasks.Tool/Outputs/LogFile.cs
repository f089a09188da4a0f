using System.Runtime.InteropServices;
using System.Text;
using DeployTasks.Events;
using Microsoft.Win32.SafeHandles;

namespace DeployTasks.Tool.Outputs;

/// <summary>
/// Everything, for later: the bytes of the hosts exactly as they came, between lines of ours that say when, who and
/// what. A log that cannot be written is said once and does not stop the run.
/// </summary>
internal sealed partial class LogFile(string path, Redaction redaction, TimeProvider clock, Action<Error> complain)
    : IEventSink, IDisposable
{
    private const int SetFlags = 4;
    private const int AppendFlag = 0x400;

    private FileStream? _file;
    private bool _isBroken;
    private (string Host, OutputStream Stream)? _speaker;
    private bool _atLineStart = true;

    public void Handle(Event happened)
    {
        if (_isBroken)
            return;
        try
        {
            Write(happened);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _isBroken = true;
            complain(Errors.LogNotWritten(path, problem.Message));
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Write(Event happened)
    {
        if (happened is Output output)
        {
            if (_speaker != (output.Host, output.Stream))
                Say($"[{output.Host}] {(output.Stream == OutputStream.Out ? "stdout" : "stderr")}");
            _speaker = (output.Host, output.Stream);
            Append(output.Bytes.Span);
        }
        else if (LogText.Of(redaction.Of(happened)) is { } text)
        {
            Say(text);
            _speaker = null;
        }
    }

    private void Say(string text)
    {
        var now = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        if (!_atLineStart)
            Append("\n"u8);
        foreach (var line in text.Split('\n'))
            Append(Encoding.UTF8.GetBytes($"dt {now} {line}\n"));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        _file ??= Open();
        _file.Write(bytes);
        _atLineStart = bytes[^1] == (byte)'\n';
    }

    // What hosts print may hold secrets that only a log on a screen masks.
    private FileStream Open()
    {
        // Without a buffer a full disk is seen at the write it concerns.
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // The framework counts where its own bytes end, and would write over those of another run.
        if (OperatingSystem.IsLinux())
            _ = Control(file.SafeFileHandle, SetFlags, AppendFlag);
        return file;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle file, int command, int flags);
}
