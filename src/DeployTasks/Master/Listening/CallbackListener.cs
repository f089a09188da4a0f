using System.Net;
using System.Net.Sockets;
using DeployTasks.Master.Server;
using DeployTasks.Wire;

namespace DeployTasks.Master.Listening;

/// <param name="Bind">Where to listen: a proxy that speaks TLS stands before it.</param>
/// <param name="Path">The only one that is answered, exactly as scripts call it.</param>
/// <param name="Folder">Keeps what was heard, over restarts.</param>
public sealed record ListenOptions(IPEndPoint Bind, string Path, string Folder);

/// <summary>A script was told of, or could not be.</summary>
public sealed record ListenerNews(Caller Caller)
{
    /// <summary>Null when it went well.</summary>
    public Error? Problem { get; init; }
}

/// <summary>
/// Hears scripts that call over a network instead of the master's SSH connection, long after that has gone. What was
/// answered with 200 is on disk, and somebody will be told of it.
/// </summary>
public sealed class CallbackListener(ListenOptions options, CallbackKey key, ITeller teller, Action<ListenerNews> report)
{
    /// <param name="started">Gets the literal address.</param>
    /// <exception cref="DeployException">It cannot listen, or its folder cannot be used.</exception>
    public async Task RunAsync(Action<string> started, CancellationToken cancel)
    {
        using var folder = new CallbackFolder(options.Folder);
        var queue = new TellingQueue(folder, teller, report);
        foreach (var caller in folder.Untold().ToArray())
        {
            queue.Add(caller);
        }

        await using var server = Listening();
        var desk = new ListenDesk(options.Path, new CallbackDesk(key, folder, TimeProvider.System), queue.Add);
        await server.StartAsync(new Exchange(desk.AnswerAsync));
        started(server.Url);
        try
        {
            await queue.RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // It was asked to end.
        }
    }

    private HttpServer Listening()
    {
        try
        {
            return new HttpServer(options.Bind, Patience.Default);
        }
        catch (SocketException reason)
        {
            throw new DeployException(Errors.ListenerNotStarted(options.Bind.ToString(), reason.Message));
        }
    }
}
