using System.Buffers.Binary;
using System.Text;

namespace DeployTasks.SshNet.Keys;

/// <summary>A string of SSH (RFC 4251 §5): its length, then its bytes.</summary>
internal static class WireBytes
{
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var whole = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(whole, (uint)bytes.Length);
        bytes.CopyTo(whole.AsSpan(4));
        return whole;
    }

    public static byte[] Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}

/// <summary>Reads numbers and strings of SSH one after another.</summary>
internal sealed class WireReader(byte[] bytes)
{
    private int _at;

    public byte Byte() => Take(1)[0];

    public byte[] Bytes() => Take(Number()).ToArray();

    public string Text() => Encoding.UTF8.GetString(Take(Number()));

    /// <summary>A count, then so many strings of bytes with a text each.</summary>
    public IEnumerable<(byte[] Bytes, string Text)> Pairs()
    {
        for (var left = Number(); left > 0; left--)
        {
            yield return (Bytes(), Text());
        }
    }

    private int Number() => (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - _at)
        {
            throw new InvalidDataException("The message ends too early");
        }

        _at += count;
        return bytes.AsSpan(_at - count, count);
    }
}
