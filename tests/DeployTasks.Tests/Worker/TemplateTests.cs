using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

public class TemplateTests
{
    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_template_is_filled_in_verbatim_and_put_in_place(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        host.Write("recipe/app.conf", "name = {{name}}\nliteral = \\{{name}}\n$HOME `id` \\n %s");
        var scene = host.Scene(("name", Text.Literal("it's $(id) \\ %d {{x}}")));
        Assert.Equal(Outcome.Done, await scene.RunAsync(Template(host, host["srv/app.conf"]) with { Source = "app.conf" }));
        Assert.Equal(
            "name = it's $(id) \\ %d {{x}}\nliteral = {{name}}\n$HOME `id` \\n %s", File.ReadAllText(host["srv/app.conf"]));
        Assert.Equal("644", Convert.ToString((int)File.GetUnixFileMode(host["srv/app.conf"]), 8));
        Assert.Empty(host.Leftovers);
    }

    [Theory, MemberData(nameof(RealHost.Kinds), MemberType = typeof(RealHost))]
    public async Task A_file_that_is_so_already_is_left_alone_and_says_so(string kind)
    {
        await using var host = await RealHost.OpenAsync(kind);
        var step = Template(host, host["srv/app.conf"]) with { Inline = "x\n", Mode = "0600" };
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(step));
        File.SetLastWriteTimeUtc(host["srv/app.conf"], DateTime.UnixEpoch);
        Assert.Equal(Outcome.Unchanged, await host.Scene().RunAsync(step));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(host["srv/app.conf"]));
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(step with { Mode = "0640" }));
        Assert.Equal(Outcome.Done, await host.Scene().RunAsync(step with { Inline = "y\n" }));
        Assert.Empty(host.Leftovers);
    }

    [Fact]
    public async Task A_template_that_is_no_text_is_refused()
    {
        await using var host = await RealHost.OpenAsync();
        Directory.CreateDirectory(host["recipe"]);
        File.WriteAllBytes(host["recipe/logo.png"], [0x89, 0x50, 0xff]);
        var error = await host.Scene().FailAsync(Template(host, host["srv/logo"]) with { Source = "logo.png" });
        Assert.Equal("DT5038", error.Code);
    }

    [Fact]
    public async Task A_folder_at_the_destination_is_not_replaced()
    {
        await using var host = await RealHost.OpenAsync();
        Directory.CreateDirectory(host["srv/app"]);
        Assert.Equal("DT5032", (await host.Scene().FailAsync(Template(host, host["srv/app"]) with { Inline = "x" })).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host["srv/app"]));
        Assert.Empty(host.Leftovers);
    }

    private static TemplateStep Template(RealHost host, string destination) => new(host.Place, destination);
}
