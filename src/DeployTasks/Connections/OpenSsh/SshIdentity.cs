namespace DeployTasks.Connections.OpenSsh;

/// <summary>What a run needs to log in, prepared once by the master: a folder of its own, keys and known hosts.</summary>
public sealed class SshIdentity : IAsyncDisposable
{
    private SshIdentity(string folder) => Folder = folder;

    /// <summary>Absolute path; only this user may enter.</summary>
    public string Folder { get; }

    public static Task<SshIdentity> PrepareAsync(CancellationToken cancel) =>
        Task.FromResult(new SshIdentity(Directory.CreateTempSubdirectory("dt-").FullName));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
