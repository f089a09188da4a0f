using System.ComponentModel;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// The machine's own ssh client, with the user's ssh_config, agent, jump hosts and certificates. The client that carries
/// the shell is the control master of all others, so a side channel costs no login; where it cannot be one (the server
/// allows one session, the client is Windows'), a side channel logs in by itself, by the same rules.
/// </summary>
internal sealed class OpenSshConnection(ConnectionSettings settings) : IConnection
{
    private readonly SshFolder _folder = new(settings.RunFolder);
    private string _name = "";
    private int _connects;

    public async Task<IRemoteProcess> OpenShellAsync(CancellationToken cancel)
    {
        // A new socket for each login: ssh refuses to be master where a socket is left behind.
        _name = $"{Environment.ProcessId}.{++_connects}";
        await File.WriteAllTextAsync(Config, SshConfigFile.Text(settings, _folder), cancel);
        return Start(["-o", "ControlMaster=yes", .. SshTarget.Of(settings), "exec sh"]);
    }

    public Task<IRemoteProcess> OpenExecAsync(string command, CancellationToken cancel) =>
        Task.FromResult<IRemoteProcess>(Start(["-o", "ControlMaster=no", .. SshTarget.Of(settings), command]));

    public async Task<ConnectionFault?> ExplainAsync(string said, CancellationToken cancel)
    {
        var log = File.Exists(Log) ? await File.ReadAllTextAsync(Log, cancel) : "";
        return SshLog.Explain(log + said, settings);
    }

    public async Task<RemoteAddress?> ForwardAsync(string? socket, int localPort, CancellationToken cancel)
    {
        // Not our configuration: it clears forwardings, the ones asked for here too.
        var far = socket ?? "0";
        await using var client = Ssh("-F", "/dev/null", "-o", "ControlPath=" + Socket, "-O", "forward",
            "-R", $"{far}:127.0.0.1:{localPort}", "--", settings.Hostname);
        using var output = new StreamReader(client.Output);
        var answer = await output.ReadToEndAsync(cancel);
        if (await client.Completion.WaitAsync(cancel) != 0)
        {
            return null;
        }

        return socket is not null ? new RemoteAddress(socket, Port: 0)
            : int.TryParse(answer, out var port) ? new RemoteAddress(Socket: null, port)
            : null;
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(Config);
        File.Delete(Log);
        return ValueTask.CompletedTask;
    }

    private string Config => _folder.File(_name + ".conf");
    private string Log => _folder.File(_name + ".log");
    private string Socket => _folder.File(_name);

    private ChildProcess Start(params string[] arguments) =>
        Ssh(["-F", Config, "-E", Log, "-T", "-o", "ControlPath=" + Socket, .. arguments]);

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
