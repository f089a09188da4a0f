using DeployTasks.Lab;
using DeployTasks.Scripts;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Scripts;

/// <summary>Who is left to wait for a script that stops when nobody is (<c>on_lost: stop</c>).</summary>
public sealed class KeepersTests : IDisposable
{
    private readonly ScriptHome _home = new(Directory.CreateTempSubdirectory("dtscripts ").FullName);

    public static TheoryData<PosixShell> Shells => [.. PosixShell.All];

    public void Dispose() => Directory.Delete(_home.Folder, recursive: true);

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Somebody_is_left_as_long_as_one_of_them_is(PosixShell shell)
    {
        Assert.Equal("left\n", await AskAsync(shell, "keep $$; keep 99999999; keep $$"));
        Assert.Equal("nobody\n", await AskAsync(shell, "keep 99999999"));
        Assert.Equal("nobody\n", await AskAsync(shell, "echo \"$$ 1\" > keepers"));
        Assert.Equal("nobody\n", await AskAsync(shell, ":"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Who_comes_to_wait_takes_nobodys_place_and_is_noted_once(PosixShell shell)
    {
        Directory.CreateDirectory(Path.Combine(_home.Folder, "job"));
        var keepers = Path.Combine(_home.Folder, "job", "keepers");
        await File.WriteAllTextAsync(keepers, "1 1\n");

        await shell.RunAsync(HostScripts.Redirect(_home, "job", new ScriptCallback(new Caller("web1", "job"), "token")));
        await shell.RunAsync(HostScripts.Wait(_home, "job"));

        var lines = await File.ReadAllLinesAsync(keepers);
        Assert.Equal(2, lines.Length);
        Assert.Equal("1 1", lines[0]);
        Assert.StartsWith($"{Environment.ProcessId} ", lines[1]);
    }

    private async Task<string> AskAsync(PosixShell shell, string before) =>
        (await shell.RunAsync($"cd '{_home.Folder}' && rm -f keepers\n{HostFiles.Read("process.sh")}\n{before}\nif is_kept; then echo left; else echo nobody; fi\n")).Out;
}
