using System.Text.Json;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class CurrentLinkTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string, string, string> Links()
    {
        var links = new TheoryData<string, string, string>();
        foreach (var shell in ShellHost.Shells)
        {
            links.Add(shell, "ln -s releases/r1 app/current", "r1");
            links.Add(shell, "ln -s releases/r1/ app/current", "r1");
            links.Add(shell, "ln -s \"$PWD/app/releases/r1\" app/current", "r1");
            links.Add(shell, "mv app real && ln -s real app && ln -s \"$PWD/real/releases/r1\" app/current", "r1");
            links.Add(shell, "ln -s releases/gone app/current", "gone");
            links.Add(shell, "ln -s \"$PWD/app/releases/gone/\" app/current", "gone");
            links.Add(shell, "mkdir elsewhere && ln -s ../elsewhere app/current", "");
            links.Add(shell, "mkdir app/releases/r1/public && ln -s releases/r1/public app/current", "");
            links.Add(shell, "ln -s releases app/current", "");
            links.Add(shell, "ln -s /nowhere/releases/r1 app/current", "");
            links.Add(shell, "ln -s current app/current", "");
            links.Add(shell, ":", "");
        }

        return links;
    }

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Links))]
    public async Task It_names_a_release_only_when_it_leads_to_one(string shell, string make, string release)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = Sh.Ok($"cd '{_temp.Path}' && mkdir -p app/releases/r1 && {make}");
        var flow = new Flow(_temp, host);
        _ = await flow.OkAsync("list");
        Assert.Equal(release, JsonDocument.Parse(Assert.Single(flow.Printed)).RootElement.GetProperty("current").GetString());
    }

    [Theory]
    [InlineData("mkdir elsewhere && ln -s ../elsewhere app/current")]
    [InlineData("mkdir app/releases/r1/public && ln -s releases/r1/public app/current")]
    public async Task One_that_leads_elsewhere_is_nothing_to_deploy_over(string make)
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = Sh.Ok($"cd '{_temp.Path}' && mkdir -p app/releases/r1 && {make}");
        Assert.Equal("DT5057", (await new Flow(_temp, host).FailAsync("setup")).Code);
    }
}
