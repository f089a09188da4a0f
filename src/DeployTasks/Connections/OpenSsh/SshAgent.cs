using System.Diagnostics;

namespace DeployTasks.Connections.OpenSsh;

/// <summary>
/// An ssh-agent of our own, so that a key from the environment is never on disk and serves jump hosts too. It ends with
/// this process, however that ends: a shell beside it waits for our end of its stdin.
/// </summary>
internal sealed class SshAgent : IKeyAgent
{
    // The pipes are the agent's alone, so they end when it does. What a terminal tells us all, Ctrl-C for one, is not for these
    // two: the failure plan needs the key. The agent hears it all the same, unless it has a session of its own.
    private const string Keeper =
        """trap '' INT QUIT HUP; $(command -v setsid) ssh-agent -D -a "$1" & exec >/dev/null 2>&1; cat; kill $!""";

    private readonly ChildProcess _keeper;
    private readonly SshFolder _folder;

    private SshAgent(ChildProcess keeper, SshFolder folder) => (_keeper, _folder) = (keeper, folder);

    public static async Task<SshAgent> StartAsync(SshFolder folder, CancellationToken cancel)
    {
        var agent = new SshAgent(ChildProcess.Start("sh", "-c", Keeper, "sh", folder.AgentSocket), folder);
        try
        {
            using var output = new StreamReader(agent._keeper.Output, leaveOpen: true);

            // It says where it listens once it does.
            if (await output.ReadLineAsync(cancel) is null)
            {
                using var error = new StreamReader(agent._keeper.Error);
                throw new DeployException(Errors.NoSshAgent(await error.ReadToEndAsync(cancel)));
            }

            return agent;
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }
    }

    public async Task AddAsync(PrivateKey key, string source, string? passphrase, CancellationToken cancel)
    {
        if (key.IsEncrypted && passphrase is null)
        {
            throw new DeployException(Errors.KeyIsEncrypted(source));
        }

        var (exit, said) = await AskAsync(["ssh-add", "-q", "-"], key.Text, passphrase, cancel);
        if (exit != 0)
        {
            throw new DeployException(Errors.NotOpened(key, source, said));
        }
    }

    public async Task<string> PublicKeysAsync(CancellationToken cancel) =>
        (await AskAsync(["ssh-add", "-L"], "", passphrase: null, cancel)).Said;

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    private async Task<(int Exit, string Said)> AskAsync(
        string[] command, string input, string? passphrase, CancellationToken cancel)
    {
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment["SSH_AUTH_SOCK"] = _folder.AgentSocket;
        info.Environment["SSH_ASKPASS"] = _folder.AskPass;
        info.Environment["SSH_ASKPASS_REQUIRE"] = "force";
        using var client = ProcessStarter.Start(info, new Dictionary<string, string>
        {
            [SshSecrets.PassphraseVariable] = passphrase ?? "",
        });
        await client.StandardInput.WriteAsync(input.AsMemory(), cancel);
        client.StandardInput.Close();
        var error = client.StandardError.ReadToEndAsync(cancel);
        var said = await client.StandardOutput.ReadToEndAsync(cancel);
        await client.WaitForExitAsync(cancel);
        return (client.ExitCode, said + await error);
    }
}
