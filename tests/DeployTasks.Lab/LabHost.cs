using System.Diagnostics;
using System.Net.Sockets;

namespace DeployTasks.Lab;

/// <summary>One sshd with an address of its own.</summary>
public sealed class LabHost : IAsyncDisposable
{
    internal const string Sshd = "/usr/sbin/sshd";

    private const int Term = 15;
    private readonly string _lab;
    private readonly LabOptions _options;
    private Process? _keeper;

    internal LabHost(string lab, int number, LabOptions options)
    {
        _lab = lab;
        _options = options;
        Alias = $"web{number}";
        Address = $"127.0.1.{number}";
        Folder = Path.Combine(lab, "hosts", Alias);
        Directory.CreateDirectory(Path.Combine(Folder, "bin"));
        Directory.CreateDirectory(Path.Combine(Folder, "home"));
    }

    public string Alias { get; }
    public string Address { get; }
    public int Port { get; private set; }

    /// <summary>The network in front of it, where there is one.</summary>
    public LabLink? Link { get; internal set; }

    /// <summary>Where a client connects to.</summary>
    public int ReachedPort => Link?.Port ?? Port;

    /// <summary>Pid of the listening sshd: stop, freeze or kill it by signal.</summary>
    public int Pid { get; private set; }

    public string Folder { get; }
    public string DeployPath => Path.Combine(Folder, "app");

    /// <summary>What sshd logged so far.</summary>
    public string Log => File.ReadAllText(Path.Combine(Folder, "sshd.log"));

    /// <summary>Starts sshd, again on the same port when it ran before.</summary>
    public async Task StartAsync()
    {
        Port = Port == 0 ? FreePort.Of(Address) : Port;
        foreach (var (name, script) in _options.Programs)
        {
            var program = Path.Combine(Folder, "bin", name);
            await File.WriteAllTextAsync(program, script);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
            }
        }

        var config = Path.Combine(Folder, "sshd_config");
        await File.WriteAllLinesAsync(config, Configuration());
        _keeper = LabProcess.Start("sh", ["-c",
            $"{Mounted($"echo $$; exec {Sshd} -D -e -f \"$1\" >/dev/null")} </dev/null 2>>\"$2\" & p=$!; exec >/dev/null; cat; kill $p", "sh",
            config, Path.Combine(Folder, "sshd.log")]);
        Pid = await _keeper.StandardOutput.ReadLineAsync() is { } pid
            ? int.Parse(pid)
            : throw new InvalidOperationException($"sshd of {Alias} did not start: {Log}");
        await WaitUntilListeningAsync();
    }

    /// <summary>Ends the listener; sessions that are open stay, as with a real restart of sshd.</summary>
    public async Task StopAsync()
    {
        if (_keeper is { } keeper)
        {
            _keeper = null;
            if (Pid > 0)
            {
                LabProcess.Signal(Pid, 18);
                LabProcess.Signal(Pid, Term);
            }

            keeper.StandardInput.Close();
            await keeper.WaitForExitAsync();
            keeper.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Link is { } link)
        {
            await link.DisposeAsync();
        }

        await StopAsync();
    }

    internal static void PreparePrivilegeSeparation()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }
    }

    // Runs a command, with "$1" in it, where the mounts are.
    private string Mounted(string command)
    {
        var mounts = string.Concat(_options.Mounts.Select(file => $"mount --bind {file.Value} {file.Key} && "));
        var (elevate, drop) = Environment.IsPrivilegedProcess ? ("", "") : ("sudo -n --preserve-env ", $"runuser -u {Environment.UserName} -- ");
        return mounts.Length == 0 ? $"sh -c '{command}' sh \"$1\""
            : $"{elevate}unshare --mount sh -c '{mounts}exec {drop}sh -c \"$0\" sh \"$1\"' '{command}' \"$1\"";
    }

    // A home of its own: what the profile of whoever runs this starts at every login is no part of a test or a figure.
    private IEnumerable<string> Configuration() =>
    [
        .. _options.Config,
        $"ListenAddress {Address}:{Port}",
        $"HostKey {_lab}/host_key",
        $"AuthorizedKeysFile {_lab}/id_ed25519.pub",
        $"PidFile {Folder}/sshd.pid",
        $"SetEnv PATH={Folder}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME={Folder}/home LAB_HOST={Alias}",
        "StrictModes no",
        "UsePAM no",
        "PermitRootLogin yes",
        "PasswordAuthentication no",
        "PrintMotd no",
        "Subsystem sftp internal-sftp",
    ];

    private async Task WaitUntilListeningAsync()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Address, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(25);
            }
        }

        throw new InvalidOperationException($"sshd of {Alias} does not listen on {Address}:{Port}:\n{Log}");
    }
}
