using DeployTasks.Connections;
using DeployTasks.Connections.Local;
using DeployTasks.Lab;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

/// <summary>This machine as the host, with one shell's tools and a folder of its own that is gone afterwards.</summary>
internal sealed class RealHost : IAsyncDisposable
{
    private RealHost(string folder, HostSession session) => (Folder, Session) = (folder, session);

    public string Folder { get; }
    public IHostSession Session { get; }

    public static TheoryData<string> Kinds => ["dash", "bash", "busybox"];

    /// <param name="kind">BusyBox brings its own tools, the others have those of this machine.</param>
    public static Task<RealHost> OpenAsync(string kind = "dash") => kind == "busybox"
        ? OpenAsync(isAlone: true, ProgramFolder.AddBusyBox)
        : OpenAsync(isAlone: false, bin => File.CreateSymbolicLink(Path.Combine(bin, "sh"), $"/bin/{kind}"));

    /// <summary>A host that has one program beside the bare necessities.</summary>
    public static Task<RealHost> OnlyAsync(string program) => program == "busybox"
        ? OpenAsync(program)
        : OpenAsync(isAlone: true, bin => ProgramFolder.Add(bin, ["sh", "cat", "sed", "head", "tr", "sleep", "kill", program]));

    private static Task<RealHost> OpenAsync(bool isAlone, Action<string> fill)
    {
        var folder = Directory.CreateTempSubdirectory("dt-worker-").FullName;
        var bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        fill(bin);
        var path = isAlone ? bin : $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        var connection = new LocalConnection("/usr/bin/env", $"PATH={path}", "sh");
        return Task.FromResult(new RealHost(folder, new HostSession(connection, new ConnectionSettings("here", "localhost"))));
    }

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>A scene whose recipe lies in <c>recipe/</c> and whose host is this one.</summary>
    public HostScene Scene(params (string Name, Value Value)[] settings) => new(settings) { Session = Session };

    public Place Place => new(Path.Combine(Folder, "recipe", "deploy.yaml"), 1, 1);

    public string Write(string name, string content, string mode = "644")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        File.SetUnixFileMode(this[name], (UnixFileMode)Convert.ToInt32(mode, 8));
        return this[name];
    }

    /// <summary>Temporary names of ours that are still there.</summary>
    public IEnumerable<string> Leftovers =>
        Directory.EnumerateFileSystemEntries(Folder, ".deploy-part-*", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
