using System.Diagnostics;
using DeployTasks.Lab;

namespace DeployTasks.Tests.SshNet;

/// <summary>A real ssh-agent in a folder of its own, and keys that it has.</summary>
internal sealed class RealAgent : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dtag-");
    private readonly Process _process;

    private RealAgent() => _process = LabProcess.Start("ssh-agent", ["-D", "-a", Socket]);

    public string Folder => _folder.FullName;

    public string Socket => this["agent"];

    public string this[string name] => Path.Combine(Folder, name);

    public static async Task<RealAgent> StartAsync()
    {
        var agent = new RealAgent();
        await agent._process.StandardOutput.ReadLineAsync();
        return agent;
    }

    /// <summary>Makes a key and gives it to the agent; its file.</summary>
    public async Task<string> AddAsync(string name, string comment, string type)
    {
        await RunAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-C", comment, "-f", this[name]);
        await RunAsync("ssh-add", "-q", this[name]);
        return this[name];
    }

    public async Task RunAsync(string program, params string[] arguments)
    {
        using var process = LabProcess.Start(program, arguments, info => info.Environment["SSH_AUTH_SOCK"] = Socket);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill();
        _process.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
