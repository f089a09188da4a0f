using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases;

/// <summary>
/// Real sshd hosts, a folder to deploy, a recipe, and the real tool. There is no systemd on them: systemctl, sudo and
/// journalctl are programs of the lab, and a service whose release holds a file <c>broken</c> does not start.
/// </summary>
internal sealed class ReleaseScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly Dictionary<string, string> Programs = new()
    {
        ["sudo"] = "#!/bin/sh\n[ \"$1\" != -n ] || shift\n[ \"$1\" != -l ] || exit 0\nexec \"$@\"\n",
        ["journalctl"] = "#!/bin/sh\necho the service says why it is not well\n",
        ["systemctl"] = """
            #!/bin/sh
            here=$(dirname "$0")/..
            case $1 in
              restart) echo "restart $2" >>"$here/systemctl.log"
                if [ -e "$here/app/current/broken" ]; then echo failed >"$here/state"; else echo active >"$here/state"; fi ;;
              stop) echo "stop $2" >>"$here/systemctl.log"; echo inactive >"$here/state" ;;
              is-active) cat "$here/state" ;;
            esac
            """,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dt-release-");
    private readonly SshLab _lab;

    private ReleaseScene(SshLab lab) => _lab = lab;

    public IReadOnlyList<LabHost> Hosts => _lab.Hosts;

    /// <summary>Where the recipe is.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Text of the key that opens the hosts.</summary>
    public string Key => File.ReadAllText(_lab.IdentityFile);

    public string KnownHosts => File.ReadAllText(_lab.KnownHostsFile);

    public Dictionary<string, string> Environment { get; } = [];

    /// <param name="extra">Further sections of the recipe.</param>
    /// <param name="withIdentity">Whether the recipe names the files of key and host keys.</param>
    public static async Task<ReleaseScene> StartAsync(int hosts, string extra = "", bool withIdentity = true, OtherLab? other = null)
    {
        var scene = new ReleaseScene(await SshLab.StartAsync(hosts, new LabOptions { Programs = other?.Programs ?? Programs }));
        await (other?.Prepare(scene._lab) ?? Task.CompletedTask);
        var recipeHosts = scene._lab.RecipeHosts();
        if (!withIdentity)
            recipeHosts = string.Join('\n', recipeHosts.Split('\n').Where(line => !line.Contains("_file:", StringComparison.Ordinal)));
        File.WriteAllText(
            Path.Combine(scene._folder.FullName, "deploy.yaml"),
            $"{recipeHosts}artifact: {{path: publish}}\n{extra}\n");
        scene.Publish("index.html", "one");
        for (var i = 0; i < 20; i++)
        {
            scene.Publish($"lib/file{i}.txt", $"the same in every release, number {i}");
        }

        return scene;
    }

    /// <summary>For runs whose recipe names no files of keys.</summary>
    public void SetKeys() => (Environment["DEPLOY_SSH_KEY"], Environment["DEPLOY_KNOWN_HOSTS"]) = (Key, KnownHosts);

    public void Publish(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, "publish", name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>A git repository with one commit, and a recipe that deploys it; the id of the commit.</summary>
    public string MakeRepository()
    {
        const string Script = "cd \"$1\" && git init -q -b main repo && cd repo && printf 'from git' >index.html && git add . && "
            + "git -c user.name=t -c user.email=t@t commit -qm 1 && git rev-parse HEAD";
        using var git = LabProcess.Start("sh", ["-c", Script, "sh", _folder.FullName]);
        var commit = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        File.WriteAllText(Path.Combine(_folder.FullName, "repository.yaml"),
            $"{_lab.RecipeHosts()}artifact: {{repository: repo, revision: '{{{{branch}}}}'}}\nconfig: {{branch: main}}\n");
        return commit;
    }

    public void Withdraw(string name) => File.Delete(Path.Combine(_folder.FullName, "publish", name));

    /// <summary>What a visitor of each host reads; null where nothing is served.</summary>
    public IEnumerable<string?> Served() => Hosts.Select(host => Path.Combine(host.DeployPath, "current", "index.html"))
        .Select(file => File.Exists(file) ? File.ReadAllText(file) : null);

    public IEnumerable<string> Locks() => Hosts.Select(host => Path.Combine(host.DeployPath, ".dep", "lock"))
        .Where(path => new FileInfo(path).LinkTarget is not null);

    public string Systemctl(int host) => File.ReadAllText(Path.Combine(Hosts[host].Folder, "systemctl.log"));

    public async Task<ToolEnd> RunAsync(params string[] arguments)
    {
        using var tool = Start(arguments);
        return await EndAsync(tool);
    }

    public async Task<string> OkAsync(params string[] arguments)
    {
        var end = await RunAsync(arguments);
        Assert.True(end.Exit == 0, $"{string.Join(' ', arguments)}: exit {end.Exit}\n{end.Output}{end.Error}");
        return end.Output;
    }

    public Process Start(params string[] arguments) =>
        LabProcess.Start(ToolUnderTest.Path, arguments, info =>
        {
            info.WorkingDirectory = _folder.FullName;
            foreach (var name in new[] { "CI", "GITHUB_ACTIONS" })
            {
                info.Environment.Remove(name);
            }

            foreach (var (name, value) in Environment)
            {
                info.Environment[name] = value;
            }
        });

    public static async Task<ToolEnd> EndAsync(Process tool)
    {
        using var patience = new CancellationTokenSource(Patience);
        tool.StandardInput.Close();
        var output = tool.StandardOutput.ReadToEndAsync(patience.Token);
        var error = tool.StandardError.ReadToEndAsync(patience.Token);
        await tool.WaitForExitAsync(patience.Token);
        return new ToolEnd(tool.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        await _lab.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>What is special about the hosts of one test.</summary>
internal sealed record OtherLab
{
    /// <summary>For the hosts' PATH, instead of those for a service; null keeps them.</summary>
    public IReadOnlyDictionary<string, string>? Programs { get; init; }

    /// <summary>Done before the recipe is written.</summary>
    public Func<SshLab, Task> Prepare { get; init; } = _ => Task.CompletedTask;
}

internal sealed record ToolEnd(int Exit, string Output, string Error)
{
    public string All => Output + Error;
}
