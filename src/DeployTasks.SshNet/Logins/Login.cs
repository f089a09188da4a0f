using System.Net;
using System.Net.Sockets;
using DeployTasks.Connections;
using DeployTasks.Connections.Config;
using DeployTasks.SshNet.Keys;
using DeployTasks.SshNet.Trust;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace DeployTasks.SshNet.Logins;

/// <summary>One login at the end of a route.</summary>
/// <param name="entrance">Our end of a channel through a jump host; null where the host is reached directly.</param>
internal sealed class Login(Route route, IPEndPoint? entrance, AskSecret ask)
{
    // Ours to bound, by what a host allows and not by a number here.
    private const int AllSessions = 1000;

    private readonly HostKeyCheck _check = new(route);
    private readonly List<LoginKey> _keys = LoginKeys.For(route);

    /// <exception cref="ConnectionFailedException">Nobody is logged in; the error is the one of the OpenSSH transport.</exception>
    public async Task<LoginThread> RunAsync(CancellationToken cancel)
    {
        var fault = new LoginFault(route, _check, _keys);
        foreach (var address in await AddressesAsync(fault, cancel))
        {
            fault.Begin(address);
            try
            {
                return Connect(fault, cancel);
            }
            catch (Exception e) when (e is SshException or SocketException or IOException or OperationCanceledException)
            {
                cancel.ThrowIfCancellationRequested();
                fault.Failure = e;
            }

            if (fault.IsServer)
            {
                break;
            }
        }

        var found = await fault.FindAsync(cancel);
        throw new ConnectionFailedException(found.Error, found.Retries);
    }

    private LoginThread Connect(LoginFault fault, CancellationToken cancel)
    {
        var info = new ConnectionInfo(fault.Address.Address.ToString(), fault.Address.Port, route.User, Methods(fault))
        {
            Timeout = route.Settings.ConnectTimeout,
            RetryAttempts = 1,
            MaxSessions = AllSessions,
        };
        Algorithms.Choose(info, _check.KnownTypes);
        var client = new SshClient(info);
        client.HostKeyReceived += (_, shown) => _check.Judge(shown);
        client.ServerIdentificationReceived += (_, _) => fault.IsServer = true;
        var login = new LoginThread(client);
        login.Connect(info.Timeout, () => fault.IsServer, cancel);
        return login;
    }

    private AuthenticationMethod[] Methods(LoginFault fault)
    {
        AuthenticationMethod[] asked = [new AskedAnswers(route.User, Ask), new AskedPassword(route.User, Ask)];
        AuthenticationMethod[] methods = _keys.Count == 0 ? asked
            : [new PrivateKeyAuthenticationMethod(route.User, [.. _keys]), .. asked];
        fault.Methods = methods;
        return methods;

        string? Ask(string key, string text)
        {
            var question = new HostQuestion(key, ask);
            fault.Question = question;
            return question.Ask(text);
        }
    }

    private async Task<IPEndPoint[]> AddressesAsync(LoginFault fault, CancellationToken cancel)
    {
        if (entrance is not null)
        {
            return [entrance];
        }

        try
        {
            var addresses = IPAddress.TryParse(route.Host, out var address) ? [address] : await Dns.GetHostAddressesAsync(route.Host, cancel);
            return [.. addresses.Select(one => new IPEndPoint(one, route.Port))];
        }
        catch (SocketException e)
        {
            fault.Failure = e;
            return [];
        }
    }
}
