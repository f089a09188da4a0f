namespace DeployTasks.Build.Bench;

/// <summary>
/// Where the hosts of deployments keep their files. Ten hosts have ten disks; here they would share one, and what was written
/// and deleted on it before would decide, so they get memory.
/// </summary>
/// <param name="Folder">To be made; null: on this machine's disk.</param>
internal sealed record HostDisk(string? Folder)
{
    private const string Memory = "/dev/shm";

    public string Name => Folder is null ? "on disk" : "in memory";

    /// <param name="need">Bytes; where memory has less to spare, the disk serves.</param>
    public static HostDisk Choose(BenchOptions options, long need) =>
        !options.OnDisk && Directory.Exists(Memory) && new DriveInfo(Memory) is { DriveFormat: "tmpfs" } memory && memory.AvailableFreeSpace > need
            ? new(Path.Combine(Memory, $"dtlab-{Guid.NewGuid():N}"))
            : new((string?)null);
}
