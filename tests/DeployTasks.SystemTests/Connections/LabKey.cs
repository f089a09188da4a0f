using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

internal static class LabKey
{
    /// <param name="file">Its public half is beside it.</param>
    /// <param name="kind">Options of ssh-keygen; none: Ed25519.</param>
    public static Task CreateAsync(string file, params string[] kind) =>
        KeygenAsync([.. kind.Length == 0 ? ["-t", "ed25519"] : kind, "-N", "", "-f", file]);

    public static Task EncryptAsync(string file, string passphrase) => KeygenAsync("-p", "-P", "", "-N", passphrase, "-f", file);

    private static async Task KeygenAsync(params string[] arguments)
    {
        using var keygen = LabProcess.Start("ssh-keygen", ["-q", .. arguments]);
        await keygen.WaitForExitAsync();
        Assert.Equal(0, keygen.ExitCode);
    }
}
