using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Lab;

public sealed class SshLabTests
{
    [Fact]
    public async Task Every_host_of_the_lab_answers_a_plain_ssh_with_its_own_name()
    {
        await using var lab = await SshLab.StartAsync(3);

        var answers = await Task.WhenAll(lab.Hosts.Select(host => AskAsync(lab, host)));

        Assert.Equal(["web1", "web2", "web3"], answers);
    }

    private static async Task<string> AskAsync(SshLab lab, LabHost host)
    {
        using var ssh = LabProcess.Start("ssh", ["-F", "/dev/null", "-i", lab.IdentityFile, "-p", $"{host.Port}",
            "-o", $"UserKnownHostsFile={lab.KnownHostsFile}", "-o", "BatchMode=yes", $"{SshLab.User}@{host.Address}",
            "echo $LAB_HOST"]);
        var answer = await ssh.StandardOutput.ReadToEndAsync();
        await ssh.WaitForExitAsync();
        Assert.True(ssh.ExitCode == 0, await ssh.StandardError.ReadToEndAsync() + host.Log);
        return answer.Trim();
    }
}
