using System.ComponentModel;
using System.Diagnostics;

namespace DeployTasks.Tests;

public class ProcessStarterTests
{
    [Theory]
    [InlineData("DEPLOY_SSH_KEY", "")]
    [InlineData("DEPLOY_ANSWER_TICKET", "")]
    [InlineData("DEPLOY_CALLBACK_KEY", "")]
    [InlineData("DEPLOY_GITHUB_TOKEN", "")]
    [InlineData("GITHUB_TOKEN", "value")]
    public async Task A_child_inherits_none_of_our_secrets_and_all_that_is_the_users(string name, string inherited)
    {
        var info = new ProcessStartInfo("sh", ["-c", $"printf %s \"${name}\""]) { UseShellExecute = false, RedirectStandardOutput = true };
        info.Environment[name] = "value";

        using var child = ProcessStarter.Start(info);

        Assert.Equal(inherited, await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_file_in_the_current_folder_is_not_taken_for_a_program()
    {
        var program = $"dt-program-{Guid.NewGuid():N}";
        File.Copy("/bin/true", program);
        try
        {
            Assert.Throws<Win32Exception>(() => ProcessStarter.Start(new ProcessStartInfo(program) { UseShellExecute = false }));
        }
        finally
        {
            File.Delete(program);
        }
    }
}
