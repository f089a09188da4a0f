using System.Net;
using System.Net.Sockets;
using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Connections.Config;
using DeployTasks.SshNet.Keys;
using DeployTasks.SshNet.Trust;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace DeployTasks.SshNet.Logins;

/// <summary>Why nobody is logged in: the same causes and codes as with the OpenSSH client.</summary>
internal sealed class LoginFault(Route route, HostKeyCheck check, IReadOnlyList<LoginKey> keys)
{
    private readonly ConnectionSettings _to = route.Settings;

    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    /// <summary>What answers speaks SSH.</summary>
    public bool IsServer { get; set; }

    public AuthenticationMethod[] Methods { get; set; } = [];

    /// <summary>What the host asked last; null when it asked nothing.</summary>
    public HostQuestion? Question { get; set; }

    public Exception Failure { get; set; } = new SocketException((int)SocketError.HostNotFound);

    public void Begin(IPEndPoint address) => Address = address;

    public async Task<ConnectionFault> FindAsync(CancellationToken cancel) => Failure switch
    {
        _ when check.Refusal() is { } refusal => new ConnectionFault(refusal, Retries: 0),
        SocketException network when OfNetwork(network.SocketErrorCode) is { } fault => fault,
        _ when !IsServer => await OfStrangerAsync(cancel),
        SshAuthenticationException => Denied,
        SshConnectionException cut when cut.Message.Contains("Too many authentication failures", StringComparison.Ordinal) =>
            Denied,
        SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed } =>
            new ConnectionFault(Errors.NoCommonAlgorithm(_to, Seen), Retries: 0),
        SshOperationTimeoutException or OperationCanceledException => new ConnectionFault(Errors.ServerSilent(_to, Seen), Retries: 0),
        _ => Cut,
    };

    private LoginFacts Seen => new()
    {
        Said = Failure.Message,
        Methods = AllowedMethods,
        OfferedKeys = [.. keys.Select(key => key.Description)],

        // The only key is signed with before the host has said whether it knows it.
        IsKeyAccepted = keys.Count > 1 && keys.Any(key => key.WasSigned),
    };

    // Where no method of ours suits, SSH.NET tells the host's in parentheses.
    private string AllowedMethods => Methods.Select(method => method.AllowedAuthentications).LastOrDefault(allowed => allowed is not null) is { } all
        ? string.Join(',', all)
        : Failure.Message.Split('(', ')') is [_, var named, ..] ? named : "";

    private ConnectionFault Denied
    {
        get
        {
            var error = Question is { IsAnswered: true } ? Errors.AnswerRefused(_to, Seen, Question.Key) : KeyFault.Find(_to, Seen);
            return new ConnectionFault(
                Question is { IsAnswered: false } ? error with { Next = $"{error.Next}; or answer the host's question: {Question.Remedy}" } : error,
                Retries: 0);
        }
    }

    private ConnectionFault Cut => new(Errors.ConnectionCut(_to, Seen), SshFault.RetriesWhenCut);

    private ConnectionFault? OfNetwork(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => new ConnectionFault(Errors.ConnectionRefused(_to, Seen), Retries: 1),
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
            new ConnectionFault(Errors.NameUnknown(_to, Seen), Retries: 1),
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown =>
            new ConnectionFault(Errors.NoAnswer(_to, Seen), Retries: 0),
        _ => null,
    };

    // SSH.NET does not say what it heard instead of an SSH server, so it is heard once more.
    private async Task<ConnectionFault> OfStrangerAsync(CancellationToken cancel)
    {
        var greeting = await Greeting.HearAsync(Address, cancel);
        return greeting switch
        {
            { Words: ['S', 'S', 'H', '-', ..] } => Cut,
            { Words.Length: > 0 } when !SshFault.IsBusy(greeting.Words) =>
                new ConnectionFault(Errors.NotAnSshServer(_to, Seen with { Banner = greeting.Words }), Retries: 0),
            _ when IsHungUp => Cut,
            null => new ConnectionFault(Errors.NoAnswer(_to, Seen), Retries: 0),
            { Words: "", IsOver: false } => new ConnectionFault(Errors.ServerSilent(_to, Seen), Retries: 0),
            _ => Cut,
        };
    }

    // Whoever did that was there, whether or not the second call came through.
    private bool IsHungUp => Failure
        is SocketException { SocketErrorCode: SocketError.ConnectionReset } or SshConnectionException { DisconnectReason: DisconnectReason.ConnectionLost };
}
