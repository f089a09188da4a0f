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

    [Theory]
    [InlineData("dash", "app.json")]
    [InlineData("bash", "größe/für.json")]
    [InlineData("busybox", "app.json")]
    public async Task What_the_artifact_has_of_it_is_never_taken_from_the_release_before(string shell, string name)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = _temp.File($".in-run1/{name}", "of the artifact");
        _ = _temp.File($".in-run2/{name}", "of the artifact");
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("shared_files", name).OkAsync(Flow.Deploy);
        var shared = _temp[$"app/shared/{name}"];
        File.WriteAllText(shared, "a secret of the host");
        File.SetUnixFileMode(shared, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var second = (await new Flow(_temp, host, "run2").WithContentAsync("2")).Named("r2").With("shared_files", name);
        _ = await second.OkAsync([.. Flow.Prepare.TakeWhile(action => action != "shared")]);
        Assert.Equal("of the artifact", File.ReadAllText(_temp[$"app/releases/r2/{name}"]));
        Assert.Contains(second.Said, said => said.Contains("took 1 file from r1"));
        _ = await second.OkAsync("shared", "switch", "unlock");
        Assert.Equal("a secret of the host", File.ReadAllText(_temp[$"app/current/{name}"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(shared));
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
    public async Task A_folder_where_a_shared_file_belongs_is_refused(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = _temp.Folder("app/shared/etc/x.json");
        var error = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("shared_files", ["etc/x.json"]).FailAsync(Flow.Deploy);
        Assert.Equal("DT5084", error.Code);
        Assert.StartsWith(_temp["app/shared/etc/x.json"] + " is a folder", error.What);
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
    [InlineData("chown", false, "chown www ./cache/.\nchown www ./a b/.\n")]
    [InlineData("chown", true, "chown -R www ./cache/.\nchown -R www ./a b/.\n")]
    [InlineData("chgrp", true, "chgrp -R web ./cache/.\nchmod -R g+rwX ./cache/.\nchgrp -R web ./a b/.\nchmod -R g+rwX ./a b/.\n")]
    public async Task Owner_or_group_is_given_to_who_serves(string mode, bool recursive, string expected)
    {
        await using var host = Recording("chown", "chgrp", "chmod");
        var flow = (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("writable_dirs", "cache", "a b")
            .With("writable_mode", mode).With("writable_recursive", new Flag(recursive)).With("http_user", "www").With("http_group", "web");
        _ = await flow.OkAsync("check", "lock", "setup", "release");
        File.Delete(_temp["recorded"]);
        _ = await flow.OkAsync("writable");
        Assert.Equal(expected, File.ReadAllText(_temp["recorded"]));
    }

    [Theory]
    [InlineData(false, "cache")]
    [InlineData(true, "done cache")]
    public async Task Acls_are_set_once_unless_that_is_forced(bool forced, string folders)
    {
        await using var host = Recording("setfacl");
        _ = _temp.File("tools/getfacl", "#!/bin/sh\ncase $2 in ./done/.) echo user:www:rwx;; esac\n", "755");
        _ = await (await new Flow(_temp, host).WithContentAsync("1")).Named("r1").With("writable_dirs", "done", "cache")
            .With("writable_mode", "acl").With("http_user", "www").With("writable_acl_force", new Flag(forced)).OkAsync(Flow.Deploy);
        var me = Sh.Ok("id -un").Trim();
        Assert.Equal(
            string.Concat(folders.Split(' ').Select(folder =>
                $"setfacl -m u:www:rwX,u:{me}:rwX ./{folder}/.\nsetfacl -d -m u:www:rwX,u:{me}:rwX ./{folder}/.\n")),
            File.ReadAllText(_temp["recorded"]));
    }

    [Theory]
    [InlineData("/etc", "cache")]
    [InlineData("cache", "/etc")]
    public async Task A_folder_outside_the_release_is_refused_wherever_it_stands_in_the_list(string first, string second)
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = new Flow(_temp, host).Named("r1").With("writable_dirs", first, second);
        Assert.Equal("DT5051", Assert.Single((await Assert.ThrowsAsync<DeployException>(() => flow.RunAsync("writable"))).Errors).Code);
        Assert.Equal(0, host.RoundTrips);
    }

    [Fact]
    public async Task Nothing_to_share_and_nothing_to_make_writable_asks_no_host()
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = new Flow(_temp, host).Named("r1").With("writable_dirs").With("shared_dirs").With("shared_files");
        Assert.Equal(OutcomeKind.Unchanged, (await flow.OkAsync("shared")).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await flow.OkAsync("writable")).Kind);
        Assert.Equal(0, host.RoundTrips);
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

    /// <summary>A host whose tools of these names only write down what they were asked.</summary>
    private ShellHost Recording(params string[] tools)
    {
        foreach (var tool in tools)
        {
            _ = _temp.File($"tools/{tool}", $"#!/bin/sh\necho {tool} \"$@\" >>'{_temp["recorded"]}'\n", "755");
        }

        return new ShellHost(_temp, "dash") { Path = { _temp["tools"] } };
    }
}
