using System.Text.RegularExpressions;
using DeployTasks.Lab;

namespace DeployTasks.PackageTests;

/// <param name="Exit">Of the program.</param>
/// <param name="Text">Its stdout and stderr.</param>
public sealed record Said(int Exit, string Text);

/// <summary>
/// A user's empty folder: a sample copied into it, our packages from a local feed and from nowhere else, a package cache
/// of its own, and two real hosts.
/// </summary>
public sealed class PackageScene : IAsyncDisposable
{
    private PackageScene(SshLab lab, string folder) => (Lab, Folder) = (lab, folder);

    public SshLab Lab { get; }

    public string Folder { get; }

    /// <summary>Where the sample's app listens on each host.</summary>
    public int HttpPort { get; } = FreePort.Of();

    /// <summary>Variables for everything that is started here.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <param name="sample">Folder of tests/samples; empty: none.</param>
    public static async Task<PackageScene> OfAsync(string sample, int hosts = 2)
    {
        if (!Directory.Exists(Repository.Packages) || Directory.GetFiles(Repository.Packages, "*.nupkg").Length == 0)
        {
            throw new InvalidOperationException($"No packages in {Repository.Packages}: dotnet run --project build -- pack");
        }

        var scene = new PackageScene(await SshLab.StartAsync(hosts), Directory.CreateTempSubdirectory("dtpackage-").FullName);
        if (sample.Length > 0)
        {
            Copy(Path.Combine(Repository.Root, "tests", "samples", sample), scene.Folder);
        }

        if (sample == "MsBuild")
        {
            await scene.WriteAsync("Shop.csproj", scene.Read("Shop.csproj").Replace("8090", $"{scene.HttpPort}"));
        }

        await scene.WriteAsync("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Repository.Packages}" />
              </packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        scene.Environment["NUGET_PACKAGES"] = Path.Combine(scene.Folder, ".packages");
        scene.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return scene;
    }

    public Task WriteAsync(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, file))!);
        return File.WriteAllTextAsync(Path.Combine(Folder, file), text);
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>The lab's hosts as DeployHost items.</summary>
    public async Task WriteHostItemsAsync(string more = "") => await WriteAsync("hosts.props", $"""
        <Project>
          <ItemGroup>
            {string.Join("\n    ", Lab.Hosts.Select(host => $"<DeployHost Include=\"{host.Alias}\" Hostname=\"{host.Address}\" " +
                $"Port=\"{host.ReachedPort}\" RemoteUser=\"{SshLab.User}\" DeployPath=\"{host.DeployPath}$(DeployPathSuffix)\" Labels=\"role=web;number={host.Alias[3..]}\" " +
                $"IdentityFile=\"{Lab.IdentityFile}\" KnownHostsFile=\"{Lab.KnownHostsFile}\" />"))}
            <DeploySetting Include="dotnet_root" Value="{Repository.DotnetRoot}" />
            {more}
          </ItemGroup>
        </Project>
        """);

    public Task<Said> DotnetAsync(params string[] arguments) => RunAsync(Path.Combine(Repository.DotnetRoot, "dotnet"), arguments);

    public async Task<Said> RunAsync(string program, params string[] arguments)
    {
        using var process = LabProcess.Start(program, arguments, info =>
        {
            info.WorkingDirectory = Folder;
            foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            {
                info.Environment.Remove(name);
            }

            foreach (var (name, value) in Environment)
            {
                info.Environment[name] = value;
            }
        });
        process.StandardInput.Close();
        Started?.Invoke(process.Id);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Said(process.ExitCode, Plain(await output + await error));
    }

    /// <summary>Told the pid of everything that is started.</summary>
    public Action<int>? Started { get; set; }

    /// <summary>What an address answers from this machine.</summary>
    public static async Task<string> GetAsync(string url)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(url));
    }

    public static int Count(string text, string pattern) => Regex.Count(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Lab.Hosts)
        {
            var pid = Path.Combine(host.DeployPath, "shared", "shop.pid");
            if (File.Exists(pid))
            {
                LabProcess.Signal(int.Parse(File.ReadAllText(pid)), 9);
            }
        }

        await Lab.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // Cake colours what it prints wherever it believes in a terminal.
    private static string Plain(string text) => Regex.Replace(text, "\u001b\\[[0-9;]*m", "", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (!relative.StartsWith("bin", StringComparison.Ordinal) && !relative.StartsWith("obj", StringComparison.Ordinal))
            {
                var target = Path.Combine(to, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }
}
