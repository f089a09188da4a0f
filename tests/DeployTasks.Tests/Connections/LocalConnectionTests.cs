using DeployTasks.Connections;
using DeployTasks.Connections.Local;

namespace DeployTasks.Tests.Connections;

/// <summary>The suite on this machine, with <c>sh</c> being each of the shells that hosts have.</summary>
public abstract class LocalConnectionTests(string shell) : ConnectionSuite
{
    private readonly DirectoryInfo _bin = Directory.CreateTempSubdirectory("dtbin-");

    protected override Task<HostSession> OpenAsync()
    {
        var sh = Path.Combine(_bin.FullName, "sh");
        if (!File.Exists(sh))
        {
            File.CreateSymbolicLink(sh, shell);
        }

        var path = $"{_bin.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        var connection = new LocalConnection("env", $"PATH={path}", "sh");
        return Task.FromResult(new HostSession(connection, new ConnectionSettings("here", "localhost")));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _bin.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

public sealed class LocalConnectionWithDashTests() : LocalConnectionTests("/bin/dash");

public sealed class LocalConnectionWithBashTests() : LocalConnectionTests("/bin/bash");

public sealed class LocalConnectionWithBusyBoxTests() : LocalConnectionTests("/bin/busybox");
