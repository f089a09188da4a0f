namespace DeployTasks.Lab;

internal static class LabKeys
{
    public static async Task CreateAsync(string path)
    {
        using var keygen = LabProcess.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "dtlab", "-f", path]);
        await keygen.WaitForExitAsync();
        if (keygen.ExitCode != 0)
        {
            throw new InvalidOperationException($"ssh-keygen failed: {await keygen.StandardError.ReadToEndAsync()}");
        }
    }
}
