using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

/// <summary>The service of the recipe is restarted by us, so what goes wrong is told in our words, not as a command of the user.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_host_without_systemctl_says_so()
    {
        await using var host = new ShellHost(_temp, "busybox");
        var error = await new Flow(_temp, host).With("service", "shop").FailAsync("restart-service");
        Assert.Equal(("DT5008", "The host has no systemctl, by which service shop would be restarted"), (error.Code, error.What));
    }

    [Theory]
    [InlineData("echo no such unit >&2; exit 5", "echo inactive", "inactive")]
    [InlineData("true", "echo failed", "failed")]
    [InlineData("echo System has not been booted with systemd >&2; exit 1", "exit 1", "no state is known")]
    public async Task A_service_that_does_not_start_is_named_with_its_state_and_log(string restart, string state, string told)
    {
        await using var host = WithSystemctl($"case $1 in restart) {restart} ;; is-active) {state} ;; esac");
        var error = await new Flow(_temp, host).With("service", "shop").FailAsync("restart-service");
        Assert.Equal(("DT5007", $"Service shop did not start ({told})"), (error.Code, error.What));
        Assert.Contains("the log of shop", error.Detail);
        Assert.DoesNotContain("allow_failure", error.Next);
    }

    [Fact]
    public async Task A_service_that_starts_is_restarted_once()
    {
        await using var host = WithSystemctl($"echo $1 $2 >>'{_temp["asked"]}'; [ $1 = restart ] || echo active");
        Assert.Equal(OutcomeKind.Done, (await new Flow(_temp, host).With("service", "shop").OkAsync("restart-service")).Kind);
        Assert.Equal("restart shop\nis-active shop\nis-active shop\n", File.ReadAllText(_temp["asked"]));
    }

    [Fact]
    public async Task One_that_cannot_be_stopped_is_a_warning()
    {
        await using var host = WithSystemctl("exit 1");
        var flow = new Flow(_temp, host).With("service", "shop");
        _ = await flow.OkAsync("stop-service");
        Assert.StartsWith("Service shop could not be stopped", Assert.Single(flow.Warned));
    }

    private ShellHost WithSystemctl(string script)
    {
        _ = _temp.File("tools/systemctl", $"#!/bin/sh\n{script}\n", "755");
        _ = _temp.File("tools/sudo", "#!/bin/sh\nshift\nexec \"$@\"\n", "755");
        _ = _temp.File("tools/journalctl", "#!/bin/sh\necho the log of $2\n", "755");
        var host = new ShellHost(_temp, "dash");
        host.Path.Add(_temp["tools"]);
        return host;
    }
}
