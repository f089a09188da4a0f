using System.ComponentModel;
using System.Text;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// The machine's own ssh client, with the user's ssh_config, agent, jump hosts and certificates. The client that carries
/// the shell is the control master of all others, so a side channel costs no login; where it cannot be one (the server
/// allows one session, the client is Windows'), a side channel logs in by itself, by the same rules.
/// </summary>
internal sealed class OpenSshConnection(ConnectionSettings settings) : IConnection
{
    // ssh appends 17 characters while it binds, and a socket's name holds 108.
    private const int LongestSocket = 90;

    private readonly SshFolder _folder = new(settings.RunFolder);
    private string _name = "";

    public Task<IRemoteProcess> OpenShellAsync(CancellationToken cancel)
    {
        Prepare();

        // Its log is all we learn of a failure, so it may be long; nobody sees it otherwise.
        return Task.FromResult<IRemoteProcess>(
            Start(["-o", "LogLevel=DEBUG1", "-o", "ControlMaster=yes", .. SshTarget.Of(settings), "exec sh"]));
    }

    /// <summary>The line for known_hosts with the key that the host shows; empty when it showed none.</summary>
    public Task<string> ShownKeyAsync(CancellationToken cancel)
    {
        Prepare();
        return LearnKeyAsync(cancel);
    }

    private void Prepare()
    {
        if (settings.ConfigFile is { } file && !File.Exists(file))
        {
            throw new ConnectionFailedException(Errors.NoConfigFile(settings, file));
        }

        // A new socket for each login: ssh refuses to be master where a socket is left behind.
        _name = Path.GetRandomFileName()[..8];
        if (Encoding.UTF8.GetByteCount(Socket) > LongestSocket)
        {
            throw new ConnectionFailedException(Errors.ControlPathTooLong(settings, Socket));
        }

        File.WriteAllText(Config, SshConfigFile.Text(settings, _folder));
    }

    public Task<IRemoteProcess> OpenExecAsync(string command, CancellationToken cancel) =>
        Task.FromResult<IRemoteProcess>(Start(["-o", "ControlMaster=no", .. SshTarget.Of(settings), command]));

    public async Task<ConnectionFault?> ExplainAsync(string said, CancellationToken cancel)
    {
        var log = new SshLog(ReadLog() + said);
        return log.IsUnknownKey
            ? new ConnectionFault(Errors.HostKeyUnknown(settings, log.Facts, await LearnKeyAsync(cancel)), Retries: 0)
            : SshFault.Find(log, settings);
    }

    public string LastWords => new SshLog(ReadLog()).Brief;

    public async Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel)
    {
        // Not our configuration: it clears forwardings, the ones asked for here too.
        var far = socket ?? "0";
        await using var client = Ssh("-F", "/dev/null", "-o", ControlPath, "-O", "forward",
            "-R", $"{far}:127.0.0.1:{localPort}", "--", settings.Hostname);
        using var output = new StreamReader(client.Output);
        var answer = await output.ReadToEndAsync(cancel);
        if (await client.EndAsync(cancel) != 0)
        {
            return null;
        }

        return socket is not null ? new RemoteAddress(socket, Port: 0)
            : int.TryParse(answer, out var port) ? new RemoteAddress(Socket: null, port)
            : null;
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            File.Delete(Config);
            File.Delete(Log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is the master's to remove, and a master that died has left it to the next.
        }

        return ValueTask.CompletedTask;
    }

    private string Config => _folder.File(_name + ".conf");
    private string Log => _folder.File(_name + ".log");
    private string Socket => _folder.File(_name);
    private string ControlPath => "ControlPath=" + SshConfigFile.Quote(Socket);

    // Trusts nothing: the key goes to a file that no connection reads, and the login is not even tried.
    private async Task<string> LearnKeyAsync(CancellationToken cancel)
    {
        var seen = _folder.File(_name + ".seen");
        await using var client = Ssh(["-F", Config, "-E", Log, "-T", "-o", "StrictHostKeyChecking=accept-new", "-o", "HashKnownHosts=no",
            "-o", "UserKnownHostsFile=" + SshConfigFile.Quote(seen), "-o", "GlobalKnownHostsFile=/dev/null",
            "-o", "PreferredAuthentications=none", .. SshTarget.Of(settings), "exit"]);
        await client.EndAsync(cancel);
        var line = File.Exists(seen) ? await File.ReadAllTextAsync(seen, cancel) : "";
        File.Delete(seen);
        return line.Trim();
    }

    private string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : "";

    private ChildProcess Start(params string[] arguments) =>
        Ssh(["-F", Config, "-E", Log, "-T", "-o", ControlPath, .. arguments]);

    private ChildProcess Ssh(params string[] arguments)
    {
        try
        {
            return ChildProcess.Start(["ssh", .. arguments]);
        }
        catch (Win32Exception e)
        {
            throw new ConnectionFailedException(Errors.NoSshClient(settings.Host, e.Message));
        }
    }
}
