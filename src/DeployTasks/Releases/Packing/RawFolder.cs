using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace DeployTasks.Releases.Packing;

/// <summary>
/// One level of a folder on Linux, by libc: .NET's own functions decode names as UTF-8 and can then not open a file whose
/// name is not, and they open a FIFO and wait for ever.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class RawFolder
{
    // struct dirent of 64-bit Linux, the same in glibc and musl: ino 8, off 8, reclen 2, type 1, name.
    private const int TypeOffset = 18;
    private const int NameOffset = 19;

    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;
    private static readonly int NoFollow = NoFollowOn(RuntimeInformation.ProcessArchitecture);

    private const byte Unknown = 0;
    private const byte Folder = 4;
    private const byte File = 8;
    private const byte Link = 10;

    /// <summary>The only one of these flags that is not the same everywhere: arch/{arm64,powerpc}/include/uapi/asm/fcntl.h.</summary>
    public static int NoFollowOn(Architecture processor) =>
        processor is Architecture.Arm64 or Architecture.Ppc64le ? 0x8000 : 0x20000;

    public static List<SourceEntry> List(string root, string folder)
    {
        var path = FolderSource.Join(root, folder);
        var handle = OpenDir(Zero(path));
        if (handle == 0)
        {
            throw new DeployException(Errors.CannotRead(RawName.Display(path), Message()));
        }

        try
        {
            var entries = new List<SourceEntry>();
            nint entry;
            while ((entry = ReadDir(handle)) != 0)
            {
                var name = Name(entry + NameOffset);
                if (name is not ("." or ".."))
                {
                    entries.Add(Entry(Marshal.ReadByte(entry, TypeOffset), root, FolderSource.Join(folder, name)));
                }
            }

            // It was 0 before the call.
            return Marshal.GetLastPInvokeError() == 0 ? entries : throw new DeployException(Errors.CannotRead(RawName.Display(path), Message()));
        }
        finally
        {
            _ = CloseDir(handle);
        }
    }

    private static SourceEntry Entry(byte type, string root, string path)
    {
        var full = FolderSource.Join(root, path);
        using var handle = Open(full, PathOnly | NoFollow);
        type = type == Unknown ? TypeOf(handle) : type;
        var mode = (int)System.IO.File.GetUnixFileMode(handle) & 0x1FF;
        return type switch
        {
            Folder => new SourceEntry(EntryKind.Folder, path, mode),
            File => new SourceEntry(EntryKind.File, path, mode)
            {
                Open = () => new FileStream(Open(full, NoFollow), FileAccess.Read, 0),
            },
            Link => new SourceEntry(EntryKind.Link, path, 0x1FF) { Target = Target(full) },
            _ => throw new DeployException(Errors.NotPackable(RawName.Display(full))),
        };
    }

    // Some file systems do not tell the type while listing.
    private static byte TypeOf(SafeFileHandle handle)
    {
        var attributes = System.IO.File.GetAttributes(handle);
        return attributes.HasFlag(FileAttributes.ReparsePoint) ? Link : attributes.HasFlag(FileAttributes.Directory) ? Folder : File;
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var file = OpenFile(Zero(path), flags | CloseOnExec);
        return file >= 0
            ? new SafeFileHandle(file, ownsHandle: true)
            : throw new DeployException(Errors.CannotRead(RawName.Display(path), Message()));
    }

    private static string Target(string path)
    {
        var target = new byte[4096];
        var length = ReadLink(Zero(path), target, target.Length);
        return length >= 0
            ? System.Text.Encoding.Latin1.GetString(target, 0, (int)length)
            : throw new DeployException(Errors.CannotRead(RawName.Display(path), Message()));
    }

    private static string Name(nint start)
    {
        var length = 0;
        while (Marshal.ReadByte(start, length) != 0)
        {
            length++;
        }

        return string.Create(length, start, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)Marshal.ReadByte(from, i);
            }
        });
    }

    private static byte[] Zero(string raw) => RawName.Bytes(raw + "\0");

    private static string Message() => Marshal.GetLastPInvokeErrorMessage();

    [DllImport("libc", EntryPoint = "opendir", SetLastError = true)]
    private static extern nint OpenDir(byte[] path);

    [DllImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static extern nint ReadDir(nint folder);

    [DllImport("libc", EntryPoint = "closedir")]
    private static extern int CloseDir(nint folder);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFile(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "readlink", SetLastError = true)]
    private static extern nint ReadLink(byte[] path, byte[] target, nint size);
}
