using System.Text;

namespace DeployTasks.Releases.Packing;

/// <summary>
/// The 512 byte blocks before an entry's content, in the dialect GNU and BusyBox tar both read: ustar with GNU's long names.
/// The framework's TarWriter cannot write names that are no UTF-8.
/// Format: https://www.gnu.org/software/tar/manual/html_node/Standard.html
/// </summary>
internal static class TarHeader
{
    public const int Block = 512;
    private const int NameField = 100;

    // Content starts at a block; modes, owners and times are the same for the same input.
    public static byte[] Of(SourceEntry entry, long size, long time)
    {
        var name = entry.Kind == EntryKind.Folder ? $"./{entry.Path}/" : $"./{entry.Path}";
        var type = entry.Kind switch { EntryKind.Folder => '5', EntryKind.Link => '2', _ => '0' };

        var mode = entry.Kind == EntryKind.Folder ? WhileFilled(entry.Mode) : entry.Mode;
        return
        [
            .. Long('L', name), .. Long('K', entry.Target),
            .. Plain(name, type, mode, size, time, entry.Target),
        ];
    }

    /// <summary>A folder stays writable while it is filled; the host gives it its mode afterwards, where that is another.</summary>
    public static int WhileFilled(int mode) => mode | 0x1C0;

    /// <summary>Bytes to the end of the last block.</summary>
    public static int Padding(long size) => (int)((Block - (size % Block)) % Block);

    private static byte[] Long(char type, string text) =>
        text.Length < NameField
            ? []
            :
            [
                .. Plain("././@LongLink", type, 0, text.Length + 1, 0, ""),
                .. RawName.Bytes(text), .. new byte[1 + Padding(text.Length + 1)],
            ];

    private static byte[] Plain(string name, char type, int mode, long size, long time, string target)
    {
        var header = new byte[Block];
        Put(0, NameField - 1, name);
        Put(100, 8, Octal(mode, 7));
        Put(108, 8, Octal(0, 7));
        Put(116, 8, Octal(0, 7));
        Put(124, 12, Octal(size, 11));
        Put(136, 12, Octal(time, 11));
        header[156] = (byte)type;
        Put(157, NameField - 1, target);
        Put(257, 8, "ustar  ");
        if (size >= 1L << 33)
        {
            LargeSize();
        }

        // The checksum is taken with blanks in its own place.
        Put(148, 8, "        ");
        Put(148, 7, Octal(header.Sum(b => (long)b), 6) + "\0");
        return header;

        void Put(int at, int length, string text) =>
            Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(text.Length, length)), header.AsSpan(at, length));

        void LargeSize()
        {
            header[124] = 0x80;
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128, 8), size);
        }
    }

    private static string Octal(long value, int digits)
    {
        var text = Convert.ToString(value, 8).PadLeft(digits, '0');
        return text[^digits..];
    }
}
