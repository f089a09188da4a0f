using System.Buffers.Binary;
using System.Net.Sockets;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet.Keys;

/// <summary>
/// Speaks with an ssh-agent: asks for its keys, and has it sign. One connection per question,
/// as agents of some desktops expect.
/// </summary>
/// <param name="socket">Path of its unix socket.</param>
internal sealed class AgentClient(string socket)
{
    private const uint RsaSha256 = 2;

    /// <summary>Key blob and comment of each; none where no agent answers.</summary>
    public IReadOnlyList<(byte[] Key, string Comment)> List()
    {
        try
        {
            var answer = Ask([AgentMessage.RequestIdentities]);
            return answer.Byte() == AgentMessage.IdentitiesAnswer ? [.. answer.Pairs()] : [];
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidDataException)
        {
            return [];
        }
    }

    /// <returns>The signature as it goes on the wire: the name of its algorithm and its bytes.</returns>
    /// <exception cref="SshAuthenticationException">The agent does not sign, for instance because somebody must confirm and did not.</exception>
    public byte[] Sign(byte[] key, byte[] data, bool isRsa)
    {
        var flags = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(flags, isRsa ? RsaSha256 : 0);
        var answer = Ask([AgentMessage.SignRequest, .. WireBytes.Of(key), .. WireBytes.Of(data), .. flags]);
        return answer.Byte() == AgentMessage.SignResponse ? answer.Bytes() : throw new SshAuthenticationException("The agent refuses to sign");
    }

    private WireReader Ask(byte[] question)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        connection.Connect(new UnixDomainSocketEndPoint(socket));
        using var stream = new NetworkStream(connection);
        stream.Write(WireBytes.Of(question));
        var length = new byte[4];
        stream.ReadExactly(length);
        var count = BinaryPrimitives.ReadUInt32BigEndian(length);
        if (count > AgentMessage.Longest)
        {
            throw new InvalidDataException("That is no ssh-agent");
        }

        var answer = new byte[count];
        stream.ReadExactly(answer);
        return new WireReader(answer);
    }
}
