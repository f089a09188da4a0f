namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// What a run needs to log in, prepared once by the master: a folder for sockets and configuration, the keys of the
/// environment in an agent of its own, and the known hosts of the environment. Nothing of it outlives the run.
/// </summary>
public sealed class SshIdentity : IAsyncDisposable
{
    // ssh-add asks again and again ("Bad passphrase, try again") until it gets none.
    private const string AskPass =
        $"#!/bin/sh\ncase $1 in Bad*) exit 1 ;; esac\nprintf '%s\\n' \"${SshSecrets.PassphraseVariable}\"\n";

    private readonly RunFolder _folder = RunFolder.Create();
    private IKeyAgent? _agent;

    private SshIdentity()
    {
    }

    /// <summary>Absolute path; workers are told it by the setting <c>ssh_folder</c>.</summary>
    public string Folder => _folder.Path;

    public static Task<SshIdentity> PrepareAsync(CancellationToken cancel) =>
        PrepareAsync(SshSecrets.FromEnvironment(), cancel);

    /// <param name="ownAgent">For machines without OpenSSH's agent; null where this build has none.</param>
    /// <exception cref="DeployException">A key that was given is none, or cannot be opened.</exception>
    public static async Task<SshIdentity> PrepareAsync(
        SshSecrets secrets, CancellationToken cancel, StartAgent? ownAgent = null)
    {
        var keys = KeysOf(secrets).ToList();
        var identity = new SshIdentity();
        try
        {
            var folder = new SshFolder(identity.Folder);
            if (secrets.KnownHosts is { Length: > 0 })
            {
                await File.WriteAllLinesAsync(folder.KnownHosts, secrets.KnownHostsLines, cancel);
            }

            if (keys.Count > 0)
            {
                // Which OpenSSH understands such a key its version tells, but our own agent does for sure.
                var areHard = keys.Exists(one => Pkcs8.Ed25519Seed(one.Key.Text) is not null);
                identity._agent = ownAgent is null || (SshClient.HasAgent && !areHard)
                    ? await StartAgentAsync(folder, cancel)
                    : ownAgent(folder.AgentSocket);
                await LoadAsync(identity._agent, keys, secrets.Passphrase, folder, cancel);
            }

            return identity;
        }
        catch
        {
            await identity.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static IEnumerable<(PrivateKey Key, string Source)> KeysOf(SshSecrets secrets)
    {
        if (secrets.Key is { } text)
        {
            yield return (PrivateKey.Parse(text, SshSecrets.KeyVariable), SshSecrets.KeyVariable);
        }

        foreach (var file in secrets.IdentityFiles.Select(UserPath.Full).Distinct())
        {
            if (NeedsUs(file, secrets.Passphrase) is { } key)
            {
                yield return (key, file);
            }
        }
    }

    // A file that ssh reads by itself is left to it; one that it cannot use is named when the login has failed, for it
    // may be the public half of a key in the user's own agent or on a token.
    private static PrivateKey? NeedsUs(string file, string? passphrase)
    {
        try
        {
            var written = File.ReadAllText(file);
            var key = PrivateKey.Parse(written, file);
            var isReadable = key.IsEncrypted ? passphrase is null : written == key.Text && Pkcs8.Ed25519Seed(written) is null;
            return isReadable ? null : key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DeployException)
        {
            return null;
        }
    }

    private static async Task<IKeyAgent> StartAgentAsync(SshFolder folder, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(folder.AskPass, AskPass, cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.AskPass, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return await SshAgent.StartAsync(folder, cancel);
    }

    private static async Task LoadAsync(
        IKeyAgent agent, IEnumerable<(PrivateKey Key, string Source)> keys, string? passphrase, SshFolder folder, CancellationToken cancel)
    {
        foreach (var (key, source) in keys)
        {
            await agent.AddAsync(key, source, passphrase, cancel);
        }

        var number = 0;
        foreach (var line in (await agent.PublicKeysAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            await File.WriteAllTextAsync(folder.PublicKey(++number), line + "\n", cancel);
        }
    }
}
