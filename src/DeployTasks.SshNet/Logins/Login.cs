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
    public async Task<SshClient> RunAsync(CancellationToken cancel)
    {
        var fault = new LoginFault(route, _check, _keys);
        foreach (var address in await AddressesAsync(fault, cancel))
        {
            fault.Begin(address);
            try
            {
                return await ConnectAsync(fault, cancel);
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

    private async Task<SshClient> ConnectAsync(LoginFault fault, CancellationToken cancel)
    {
        var patience = route.Settings.ConnectTimeout;
        var info = new ConnectionInfo(fault.Address.Address.ToString(), fault.Address.Port, route.User, Methods(fault))
        {
            Timeout = patience,
            RetryAttempts = 1,
            MaxSessions = AllSessions,
        };
        Algorithms.Choose(info, _check.KnownTypes);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(patience);
        var client = Nudge.Started(info);
        client.HostKeyReceived += (_, shown) => _check.Judge(shown);
        client.ServerIdentificationReceived += (_, _) =>
        {
            // From here on every single answer is waited for as long as info says.
            fault.IsServer = true;
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        };
        try
        {
            await ConnectAsync(client, deadline.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // SSH.NET's own ConnectAsync blocks too, on a thread of the pool, for which the pool starts three. Nothing can end a login
    // early: who was given up is thrown away when SSH.NET has done with it.
    private static Task ConnectAsync(SshClient client, CancellationToken cancel)
    {
        var connected = new TaskCompletionSource();
        var given = cancel.Register(() => connected.TrySetCanceled(cancel));
        LightThread.Start(() =>
        {
            try
            {
                client.Connect();
                given.Dispose();
                if (!connected.TrySetResult())
                {
                    client.Dispose();
                }
            }
            catch (Exception e)
            {
                given.Dispose();
                connected.TrySetException(e);
            }
        });
        return connected.Task;
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
