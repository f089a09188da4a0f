using System.Collections.Immutable;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

/// <summary>Files in <c>shared_files</c> whose content the settings give: they are part of their release.</summary>
public sealed class SharedContentTests : IDisposable
{
    private const string Name = "config/a b.json";
    private static readonly string[] Unshared = [.. Flow.Prepare.TakeWhile(action => action != "shared")];
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task Preparing_a_release_changes_nothing_for_who_reads_the_one_served(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await FlowAsync(host, "r1", "A")).OkAsync(Flow.Deploy);
        _ = await (await FlowAsync(host, "r2", "B")).OkAsync([.. Flow.Prepare, .. Flow.Restore]);
        Assert.Equal(("A", "A", "B"), (Read("current"), Read("shared"), Read("releases/r2")));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Serving_a_release_again_brings_back_its_content(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await FlowAsync(host, "r1", "A")).OkAsync(Flow.Deploy);
        _ = await (await FlowAsync(host, "r2", "B")).OkAsync([.. Flow.Prepare, "switch", .. Flow.Restore]);
        Assert.Equal(("A", "A"), (Read("current"), Read("shared")));

        _ = await (await FlowAsync(host, "r3", "C")).OkAsync(Flow.Deploy);
        Assert.Equal(("C", "C"), (Read("current"), Read("shared")));
        _ = await new Flow(_temp, host, "back").OkAsync(Flow.Rollback);
        Assert.Equal(("A", "A"), (Read("current"), Read("shared")));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task What_the_host_had_there_stays_with_the_release_that_was_served_with_it(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = _temp.File($"app/shared/{Name}", "of the host");
        var own = (await new Flow(_temp, host, "r1").WithContentAsync("r1")).Named("r1").With("shared_files", Name);
        _ = await own.OkAsync(Flow.Deploy);
        _ = await (await FlowAsync(host, "r2", "B")).OkAsync(Flow.Deploy);
        Assert.Equal(("B", "B"), (Read("current"), Read("shared")));
        _ = await new Flow(_temp, host, "back").OkAsync(Flow.Rollback);
        Assert.Equal(("of the host", "of the host"), (Read("current"), Read("shared")));

        // From now on it is the host's again.
        File.WriteAllText(_temp[$"app/shared/{Name}"], "changed by hand");
        var next = (await new Flow(_temp, host, "r3").WithContentAsync("r3")).Named("r3").With("shared_files", Name);
        _ = await next.OkAsync(Flow.Deploy);
        _ = await new Flow(_temp, host, "again").OkAsync(Flow.Rollback);
        Assert.Equal(("r1", "changed by hand", "changed by hand"), (next.Current, Read("current"), Read("shared")));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task It_has_its_mode_and_is_within_reach_of_who_may_read_it_and_nothing_else_of_ours_is(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await FlowAsync(host, "r1", "A", "0644")).OkAsync(Flow.Deploy);
        _ = await (await FlowAsync(host, "r2", "A", "0440")).OkAsync(Flow.Deploy);
        Assert.Equal($"../.dep/shared/{Name}", new FileInfo(_temp[$"app/current/{Name}"]).LinkTarget);
        Assert.Equal("644\n440\n440\n", Sh.Ok($"cd '{_temp["app"]}' && stat -c %a 'releases/r1/.dep/shared/{Name}' 'releases/r2/.dep/shared/{Name}' 'shared/{Name}'"));
        Assert.Equal("711\n600\n600\n755\n", Sh.Ok($"cd '{_temp["app"]}/current/.dep' && stat -c %a . fingerprint meta shared/config"));
    }

    [Theory]
    [InlineData("app/shared/config/a b.json.new")]
    [InlineData("app/releases/r1/.dep/shared/config/a b.json")]
    public async Task Who_holds_a_file_of_its_name_open_reads_no_secret(string left)
    {
        await using var host = new ShellHost(_temp, "dash");
        var flow = await FlowAsync(host, "r1", "A");
        _ = await flow.OkAsync(Unshared);
        using (var waiting = File.OpenRead(_temp.File(left, "")))
        {
            _ = await flow.OkAsync("shared");
            Assert.Equal(-1, waiting.ReadByte());
        }

        using (var waiting = File.OpenRead(_temp.File("app/shared/config/a b.json.new", "")))
        {
            _ = await flow.OkAsync("switch");
            Assert.Equal(-1, waiting.ReadByte());
        }

        Assert.Equal("A", Read("current"));
    }

    [Fact]
    public async Task A_switch_that_was_killed_before_all_was_in_place_does_not_count_as_done()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await FlowAsync(host, "r1", "A")).OkAsync(Flow.Deploy);
        host.Mutate = script => script.Replace("install_content \"$1\"", "kill -9 $$ #", StringComparison.Ordinal);
        _ = await (await FlowAsync(host, "r2", "B")).FailAsync([.. Flow.Prepare, "switch"]);
        host.Mutate = script => script;
        host.Die();
        Assert.Equal("A", Read("shared"));
        _ = await (await FlowAsync(host, "r3", "B")).OkAsync(Flow.Deploy);
        Assert.Equal(("B", "B"), (Read("current"), Read("shared")));
    }

    [Fact]
    public async Task What_cannot_be_replaced_is_found_before_anything_is_served()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = _temp.File($"app/shared/{Name}/in a folder");
        var error = await (await FlowAsync(host, "r1", "A")).FailAsync(Flow.Prepare);
        Assert.Equal("DT5084", error.Code);
        Assert.Contains($"shared/{Name}", error.What);
    }

    [Fact]
    public async Task A_release_without_it_takes_none_from_the_one_before()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await FlowAsync(host, "r1", "A")).OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, host, "r2").WithContentAsync("r2")).Named("r2").OkAsync(Flow.Deploy);
        Assert.Equal("manifest", Sh.Ok($"cd '{_temp["app/current/.dep"]}' && ls -d shared kept serving manifest 2>/dev/null; true").Trim());
        Assert.False(Directory.Exists(_temp["app/current/config"]));
    }

    private async Task<Flow> FlowAsync(ShellHost host, string release, string content, string mode = "0600") =>
        (await new Flow(_temp, host, release).WithContentAsync("the same")).Named(release).With("shared_files", new Items(
        [
            new Map(new Dictionary<string, Value> { ["path"] = new Text(Name), ["content"] = new Secret(content), ["mode"] = new Text(mode) }
                .ToImmutableSortedDictionary()),
        ]));

    private string Read(string folder) => File.ReadAllText(_temp[$"app/{folder}/{Name}"]);
}
