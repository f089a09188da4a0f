using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DeployTasks.Lab;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Packing;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class DeployTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string> Shells => ShellHost.Shells;

    /// <summary>A host that lacks it: everything is sent through a side channel.</summary>
    public static string WithoutBase64(string script) => script.Replace("command -v base64 >/dev/null", "false");

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Shells))]
    public async Task A_first_deployment_lays_out_everything_and_serves_the_release(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        var flow = (await new Flow(_temp, host).WithContentAsync("one")).Named("r1");
        _ = await flow.OkAsync(Flow.Deploy);
        Assert.Equal("r1", flow.Current);
        Assert.Equal("one", File.ReadAllText(flow.App + "/current/index.html"));
        Assert.Equal("releases/r1", new FileInfo(flow.App + "/current").LinkTarget);
        Assert.True(File.Exists(flow.App + "/releases/r1/.complete"));
        Assert.Equal([".dep", "current", "releases", "shared"], Directory.GetFileSystemEntries(flow.App).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(flow.App + "/.dep/lock"));
        Assert.Empty(Directory.GetFiles(flow.App + "/.dep/alive"));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Odd_names_links_and_modes_arrive_and_are_copied_from_the_release_before(string shell)
    {
        _ = Sh.Ok(
            $$"""
            mkdir '{{_temp["in"]}}' && cd '{{_temp["in"]}}' || exit 1
            mkdir -p 'a b' empty -- -dash; printf 1 > 'a b/c d.txt'; printf 2 > -- -dash/-rf; printf 3 > "$(printf 'new\nline')"
            printf 4 > "$(printf 'lat\351n')"; mkdir "$(printf 'd\377')"; printf 5 > "$(printf 'd\377/e\376')"; printf 6 > 'back\slash'
            mkdir "$(printf 'odd\tdir')"; printf 7 > "$(printf 'odd\tdir/x')"; printf s > ' leading and trailing '
            printf '#!' > run; chmod 755 run; printf p > private; chmod 600 private; mkdir closed; printf c > closed/f; chmod 440 closed/f; chmod 555 closed
            ln -s 'a b/c d.txt' link; ln -s nowhere broken; ln -s "$(printf 'lat\351n')" "$(printf 'l\nnk')"
            long=$(printf '%0150d' 7); mkdir $long; printf 8 > $long/$long
            """);
        await using var host = new ShellHost(_temp, shell);
        var first = await new Flow(_temp, host).Named("r1").WithArtifactAsync(_temp["in"]);
        _ = await first.OkAsync(Flow.Deploy);
        Assert.Equal(Packed.Listing(_temp["in"]), Listing("r1"));

        File.WriteAllText(_temp["in/run"], "#!changed");
        var second = await new Flow(_temp, host, "run2").Named("r2").WithArtifactAsync(_temp["in"]);
        _ = await second.OkAsync(Flow.Deploy);
        Assert.Equal(Packed.Listing(_temp["in"]), Listing("r2"));
        Assert.Contains(second.Said, said => said.Contains("took 8 files from r1"));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_little_travels_in_the_script_itself_where_the_host_can_read_it(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        var trips = new List<int>();
        foreach (var (release, mutant) in new (string, Func<string, string>)[] { ("r2", script => script), ("r3", WithoutBase64) })
        {
            var before = host.RoundTrips;
            host.Mutate = mutant;
            var flow = await new Flow(_temp, host, release).Named(release).WithContentAsync(release);
            _ = await flow.OkAsync(Flow.Deploy);
            trips.Add(host.RoundTrips - before);
            Assert.Equal(release, File.ReadAllText(flow.App + "/current/index.html"));
        }

        Assert.Equal(2, trips[1] - trips[0]);
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task A_little_that_arrives_cut_is_refused(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        var flow = await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("two");
        _ = await flow.OkAsync("lock", "setup", "release");
        for (var part = 1; part < 8; part++)
        {
            host.Mutate = script => Regex.Replace(script, "^stream='(.*)'$", match => $"stream='{match.Groups[1].Value[..(match.Groups[1].Length * part / 8)]}'", RegexOptions.Multiline);
            _ = await flow.FailAsync("upload");
            Assert.Equal("DT5066", (await flow.FailAsync("switch")).Code);
        }

        host.Mutate = script => script;
        _ = await flow.OkAsync("upload", "switch");
        Assert.Equal("two", File.ReadAllText(flow.App + "/current/index.html"));
    }

    [Theory]
    [InlineData("dash", 3_000_000, 1000)]
    [InlineData("dash", 1000, 6_000_000)]
    [InlineData("busybox", 3_000_000, 1000)]
    [InlineData("busybox", 1000, 6_000_000)]
    public async Task What_compresses_and_what_does_not_arrive_in_one_stream(string shell, int noise, int text)
    {
        foreach (var name in (string[])["a", "c/d"])
        {
            File.WriteAllBytes(_temp.File($"in/{name}.bin"), RandomNumberGenerator.GetBytes(noise));
            _ = _temp.File($"in/{name}.txt", string.Concat(Enumerable.Range(0, text / 10).Select(line => $"line {line:0000}\n")));
        }

        await using var host = new ShellHost(_temp, shell);
        var flow = await new Flow(_temp, host).Named("r1").WithArtifactAsync(_temp["in"]);
        _ = await flow.OkAsync(Flow.Deploy);
        Assert.Equal(Packed.Listing(_temp["in"]), Listing("r1"));

        // A changed byte in the middle of what is copied: the size and the names stay.
        File.WriteAllText(_temp["in/new"], "new");
        using (var served = File.OpenWrite(flow.App + "/releases/r1/c/d.bin"))
        {
            served.Position = noise / 2;
            served.Write("changed"u8);
        }

        var second = await new Flow(_temp, host, "run2").Named("r2").WithArtifactAsync(_temp["in"]);
        _ = await second.OkAsync(Flow.Deploy);
        Assert.Contains(second.Said, said => said.Contains("were changed on the host"));
        Assert.Equal(Packed.Listing(_temp["in"]), Listing("r2"));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Files_the_application_changed_are_sent_anew(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        File.WriteAllText(_temp["app/current/lib/same.txt"], "written by the application");
        var second = await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("two");
        _ = await second.OkAsync(Flow.Deploy);
        Assert.Equal("the same in all", File.ReadAllText(_temp["app/current/lib/same.txt"]));
        Assert.Equal("written by the application", File.ReadAllText(_temp["app/releases/r1/lib/same.txt"]));
        Assert.Contains(second.Said, said => said.Contains("everything is sent"));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task Folders_that_are_closed_to_their_owner_are_filled_once_more_too(string shell)
    {
        _ = Sh.Ok($"chmod 777 '{_temp.Path}'");
        await using var host = new ShellHost(_temp, shell) { Wrapper = LabProcess.AsNobody };
        foreach (var run in new[] { "run1", "run2" })
        {
            _ = _temp.File($".in-{run}/closed/in/f");
            _ = Sh.Ok($"cd '{_temp[$".in-{run}"]}' && mkdir \"$(printf 'odd\\tdir')\" && touch \"$(printf 'odd\\tdir/f')\" && chmod 555 closed closed/in odd*");
        }

        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        File.WriteAllText(_temp["app/current/lib/same.txt"], "written by the application");
        var second = await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("two");
        _ = await second.OkAsync(Flow.Deploy);
        Assert.Contains(second.Said, said => said.Contains("everything is sent"));
        Assert.Equal(Packed.Listing(_temp[".in-run2"]), Listing("r2"));
    }

    [Fact]
    public async Task What_was_sent_is_on_the_disk_before_it_counts()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = _temp.File("tools/sync", $"#!/bin/sh\n[ -f index.html ] && [ ! -e .dep/verified ] && [ ! -e .complete ] && echo \"$@\" >'{_temp["synced"]}'\n", "755");
        host.Path.Add(_temp["tools"]);
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        Assert.Equal("-f .\n", File.ReadAllText(_temp["synced"]));
    }

    [Fact]
    public async Task A_copied_file_is_a_copy_and_no_hard_link()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        _ = await (await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("two")).OkAsync(Flow.Deploy);
        File.AppendAllText(_temp["app/current/lib/same.txt"], "!");
        Assert.Equal("the same in all", File.ReadAllText(_temp["app/releases/r1/lib/same.txt"]));
    }

    [Theory, MemberData(nameof(Shells))]
    public async Task The_same_artifact_again_changes_nothing_and_says_so(string shell)
    {
        await using var host = new ShellHost(_temp, shell);
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        var again = (await new Flow(_temp, host, "run2").WithContentAsync("one")).Named("r2");
        Assert.Equal(OutcomeKind.Unchanged, (await again.OkAsync("check", "lock", "setup", "release")).Kind);
        Assert.Contains(again.Said, said => said.StartsWith("Nothing to do", StringComparison.Ordinal));
        _ = await again.OkAsync([.. Flow.Deploy.SkipWhile(action => action != "upload")]);
        Assert.Equal(["r1"], Directory.GetDirectories(_temp["app/releases"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_changed_secret_is_deployed_although_the_artifact_is_the_same()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).With("shared_files", SecretFile("old")).OkAsync(Flow.Deploy);
        var second = (await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("one")).With("shared_files", SecretFile("new"));
        _ = await second.OkAsync(Flow.Deploy);
        Assert.Equal("r2", second.Current);
        Assert.Equal("new", File.ReadAllText(_temp["app/current/config/secrets.json"]));
        Assert.Equal("600\n", Sh.Ok($"stat -c %a '{_temp["app/shared/config/secrets.json"]}'"));
    }

    [Fact]
    public async Task A_whole_deployment_on_a_warm_host_takes_few_round_trips()
    {
        await using var host = new ShellHost(_temp, "dash");
        _ = await (await new Flow(_temp, host).Named("r1").WithContentAsync("one")).OkAsync(Flow.Deploy);
        var before = host.RoundTrips;
        _ = await (await new Flow(_temp, host, "run2").Named("r2").WithContentAsync("two"))
            .With("shared_dirs", "logs").With("writable_dirs", "logs").OkAsync(Flow.Deploy);

        // Restart and health come on top, with one each, and the connection itself.
        Assert.InRange(host.RoundTrips - before, 10, 18 - 3);
    }

    private static Items SecretFile(string content) => new(
    [
        new Map(new Dictionary<string, Value> { ["path"] = new Text("config/secrets.json"), ["content"] = new Secret(content) }
            .ToImmutableSortedDictionary()),
    ]);

    private string Listing(string release) => Packed.Listing(_temp[$"app/releases/{release}"]).Replace("f 644  ./.complete\0", "")
        .Split('\0').Where(line => !line.EndsWith(" ./.complete", StringComparison.Ordinal)).Aggregate((a, b) => a + "\0" + b);
}
