using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

internal static class LabKey
{
    public static Task CreateAsync(string file) => KeygenAsync("-t", "ed25519", "-N", "", "-f", file);

    public static Task EncryptAsync(string file, string passphrase) => KeygenAsync("-p", "-P", "", "-N", passphrase, "-f", file);

    private static async Task KeygenAsync(params string[] arguments)
    {
        using var keygen = LabProcess.Start("ssh-keygen", ["-q", .. arguments]);
        await keygen.WaitForExitAsync();
        Assert.Equal(0, keygen.ExitCode);
    }
}
