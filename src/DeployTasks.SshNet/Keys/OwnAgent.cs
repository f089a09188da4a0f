using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using DeployTasks.Connections.OpenSsh;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet.Keys;

/// <summary>
/// An ssh-agent in this process, for the workers of this run: keys of the environment are never on disk and in no other
/// process, also where OpenSSH is not installed. Who may open the run's folder may ask it.
/// </summary>
public sealed class OwnAgent : IKeyAgent
{
    private const byte Failure = 5;

    private readonly List<LoginKey> _keys = [];
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _serving;

    private OwnAgent(string socket)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(socket));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public static IKeyAgent Start(string socket) => new OwnAgent(socket);

    public Task AddAsync(PrivateKey key, string source, string? passphrase, CancellationToken cancel)
    {
        if (key.IsEncrypted && passphrase is null)
        {
            throw new DeployException(Errors.KeyIsEncrypted(source));
        }

        try
        {
            _keys.Add(LoginKey.FromFile(KeyFile.Parse(key.Text, key.IsEncrypted ? passphrase : null), source));
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is SshException or CryptographicException)
        {
            throw new DeployException(Errors.NotOpened(key, source, e.Message));
        }
    }

    public Task<string> PublicKeysAsync(CancellationToken cancel) =>
        Task.FromResult(string.Join('\n', _keys.Select(key => $"{key.Type} {Convert.ToBase64String(key.Data)}")));

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptAsync();
            _ = AnswerAllAsync(client);
        }
    }

    private async Task AnswerAllAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            var length = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(length);
                var question = new byte[Math.Min(BinaryPrimitives.ReadUInt32BigEndian(length), AgentMessage.Longest)];
                await stream.ReadExactlyAsync(question);
                await stream.WriteAsync(WireBytes.Of(Answer(new WireReader(question))));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // They hung up, or speak something else.
        }
    }

    private byte[] Answer(WireReader question) => question.Byte() switch
    {
        AgentMessage.RequestIdentities => [AgentMessage.IdentitiesAnswer, .. Count, .. _keys.SelectMany(key => WireBytes.Of(key.Data).Concat(WireBytes.Of(key.Comment)))],
        AgentMessage.SignRequest => Sign(question.Bytes(), question.Bytes()),
        _ => [Failure],
    };

    private byte[] Count
    {
        get
        {
            var count = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(count, _keys.Count);
            return count;
        }
    }

    private byte[] Sign(byte[] blob, byte[] data) => _keys.Find(key => key.Data.AsSpan().SequenceEqual(blob)) is { } key
        ? [AgentMessage.SignResponse, .. WireBytes.Of(key.Sign(data))]
        : [Failure];
}
