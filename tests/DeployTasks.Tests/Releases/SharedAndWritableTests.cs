using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class SharedAndWritableTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task The_first_release_seeds_what_is_shared_and_later_ones_only_link_it(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = _temp.File(".in-run1/storage/a b/keep", "from r1");
        _ = _temp.File(".in-run1/.env", "SETTING=r1");
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1")
            .With("shared_dirs", "storage/a b", "logs").With("shared_files", ".env", "etc/empty.conf").OkAsync(Flow.Deploy);
        Assert.Equal("from r1", File.ReadAllText(_temp["app/shared/storage/a b/keep"]));
        Assert.Equal("../../../shared/storage/a b", new FileInfo(_temp["app/current/storage/a b"]).LinkTarget);
        Assert.Equal("SETTING=r1", File.ReadAllText(_temp["app/current/.env"]));
        Assert.Equal("", File.ReadAllText(_temp["app/current/etc/empty.conf"]));

        File.WriteAllText(_temp["app/shared/.env"], "SETTING=of the host");
        _ = _temp.File(".in-run2/storage/a b/keep", "from r2");
        _ = _temp.File(".in-run2/.env", "SETTING=r2");
        _ = await (await new Flow(_temp, host, "run2").WithContentAsync("2")).Named("r2")
            .With("shared_dirs", "storage/a b").With("shared_files", ".env").OkAsync(Flow.Deploy);
        Assert.Equal("from r1", File.ReadAllText(_temp["app/current/storage/a b/keep"]));
        Assert.Equal("SETTING=of the host", File.ReadAllText(_temp["app/current/.env"]));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_the_artifact_has_of_it_is_never_taken_from_the_release_before(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = _temp.File(".in-run1/app.json", "of the artifact");
        _ = _temp.File(".in-run2/app.json", "of the artifact");
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("shared_files", "app.json").OkAsync(Flow.Deploy);
        File.WriteAllText(_temp["app/shared/app.json"], "a secret of the host");
        File.SetUnixFileMode(_temp["app/shared/app.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var second = (await new Flow(_temp, host, "run2").WithContentAsync("2")).Named("r2").With("shared_files", "app.json");
        _ = await second.OkAsync([.. Flow.Prepare.TakeWhile(action => action != "shared")]);
        Assert.Equal("of the artifact", File.ReadAllText(_temp["app/releases/r2/app.json"]));
        Assert.Contains(second.Said, said => said.Contains("took 1 file from r1"));
        _ = await second.OkAsync("shared", "switch", "unlock");
        Assert.Equal("a secret of the host", File.ReadAllText(_temp["app/current/app.json"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp["app/shared/app.json"]));
    }

    [Theory]
    [InlineData("storage", "storage/logs", "DT5052")]
    [InlineData("/etc", "", "DT5051")]
    [InlineData("a/../../etc", "", "DT5051")]
    [InlineData("..", "", "DT5051")]
    public async Task Names_that_overlap_or_lead_out_are_refused(string first, string second, string code)
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1");
        _ = await flow.OkAsync("lock", "setup", "release", "upload");
        flow = flow.With("shared_dirs", second.Length > 0 ? [first, second] : [first]);
        var error = Assert.Single((await Assert.ThrowsAsync<DeployException>(() => flow.RunAsync("shared"))).Errors);
        Assert.Equal(code, error.Code);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_link_in_the_artifact_does_not_lead_the_removal_out_of_the_release(string shell)
    {
        _ = _temp.File("outside/precious/file");
        _ = Sh.Ok($"mkdir -p '{_temp[".in-run1"]}' && ln -s '{_temp["outside"]}' '{_temp[".in-run1/data"]}'");
        await using var host = new ShellHost(_temp, shell);
        var flow = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("shared_dirs", "data/precious");
        Assert.Equal("DT5062", (await flow.FailAsync(Flow.Deploy)).Code);
        Assert.True(File.Exists(_temp["outside/precious/file"]));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Writable_folders_get_their_bits(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("writable_dirs", "cache dir", "-dash")
            .With("writable_chmod_mode", "0771").OkAsync(Flow.Deploy);
        Assert.Equal("771\n771\n", Sh.Ok($"cd '{_temp["app/current"]}' && stat -c %a 'cache dir' ./-dash"));
    }

    [Theory]
    [InlineData("chown", "http_user")]
    [InlineData("chgrp", "http_group")]
    public async Task Owner_or_group_is_given_to_who_serves(string mode, string setting)
    {
        await using var host = new ShellHost(_temp, "dash");
        var me = Sh.Ok(setting == "http_user" ? "id -un" : "id -gn").Trim();
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("writable_dirs", "cache")
            .With("writable_mode", mode).With("writable_recursive", new Flag(true)).With(setting, me).OkAsync(Flow.Deploy);
        Assert.True(Directory.Exists(_temp["app/current/cache"]));
    }

    [Fact]
    public async Task Acls_are_set_once()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = _temp.File("tools/setfacl", $"#!/bin/sh\necho \"$@\" >>'{_temp["acls"]}'\n", "755");
        _ = _temp.File("tools/getfacl", "#!/bin/sh\ncase $2 in ./done/.) echo user:www:rwx;; esac\n", "755");
        host.Path.Add(_temp["tools"]);
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("writable_dirs", "done", "cache")
            .With("writable_mode", "acl").With("http_user", "www").OkAsync(Flow.Deploy);
        var me = Sh.Ok("id -un").Trim();
        Assert.Equal($"-m u:www:rwX,u:{me}:rwX ./cache/.\n-d -m u:www:rwX,u:{me}:rwX ./cache/.\n", File.ReadAllText(_temp["acls"]));
    }

    [Fact]
    public async Task Acl_without_setfacl_says_what_to_install_and_an_unknown_mode_is_refused()
    {
        await using var host = new ShellHost(_temp, "busybox");
        var flow = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("writable_dirs", "cache").With("http_user", "www");
        Assert.Equal("DT5063", (await flow.With("writable_mode", "acl").FailAsync(Flow.Deploy)).Code);
        Assert.Equal("DT5064", Assert.Single((await Assert.ThrowsAsync<DeployException>(
            () => flow.With("writable_mode", "sticky").RunAsync("writable"))).Errors).Code);
        Assert.Equal(OutcomeKind.Unchanged, (await flow.With("writable_mode", "skip").OkAsync("writable")).Kind);
    }
}
