using DeployTasks.Releases.Packing;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Packing;

public sealed class FolderPackingTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("tar")]
    [InlineData("busybox tar")]
    public async Task Odd_names_links_modes_and_empty_folders_survive(string tar)
    {
        var source = OddTree();
        var artifact = await Packed.PackAsync(source, _temp["work"]);
        Packed.Unpack(artifact, _temp["out"], tar);
        Assert.Equal(Packed.Listing(source), Packed.Listing(_temp["out"]));
        Assert.True(File.Exists(_temp["out/.dep/end"]));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_whatever_its_times()
    {
        var source = OddTree();
        var first = await Packed.PackAsync(source, _temp["one"]);
        _ = Sh.Ok($"cp -a '{source}' '{_temp["copy"]}' && find '{_temp["copy"]}' -exec touch -h -d 2011-11-11 {{}} +");
        var second = await Packed.PackAsync(_temp["copy"], _temp["two"]);
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(File.ReadAllBytes(first.File), File.ReadAllBytes(second.File));
    }

    [Theory]
    [InlineData("chmod 600 'a b/c.txt'")]
    [InlineData("printf x >> 'a b/c.txt'")]
    [InlineData("ln -sfn elsewhere link")]
    [InlineData("mv 'a b/c.txt' 'a b/d.txt'")]
    [InlineData("mkdir 'a b/new'")]
    public async Task Any_difference_gives_another_digest(string change)
    {
        var source = OddTree();
        var before = await Packed.PackAsync(source, _temp["work"]);
        _ = Sh.Ok($"cd '{source}' && {change}");
        Assert.NotEqual(before.Digest, (await Packed.PackAsync(source, _temp["work"])).Digest);
    }

    [Fact]
    public async Task Content_that_does_not_compress_is_stored()
    {
        File.WriteAllBytes(_temp.File("in/random"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(500_000));
        _ = _temp.File("in/text", new string('x', 500_000));
        var artifact = await Packed.PackAsync(_temp["in"], _temp["work"]);
        var index = ArtifactIndex.Load(artifact.Index);
        Assert.InRange(index.Entries.Single(e => e.Line.EndsWith("random", StringComparison.Ordinal)).Length, 500_000, 501_500);
        Assert.InRange(index.Entries.Single(e => e.Line.EndsWith("text", StringComparison.Ordinal)).Length, 1, 10_000);
        Assert.Equal(1_000_000, artifact.Size);
    }

    [Fact]
    public async Task Every_member_is_a_tar_of_its_own()
    {
        var artifact = await Packed.PackAsync(OddTree(), _temp["work"]);
        var entry = ArtifactIndex.Load(artifact.Index).Entries.Single(e => e.Line.EndsWith(" ./a b/c.txt", StringComparison.Ordinal));
        var listing = Sh.Ok($"tail -c +{entry.Offset + 1} '{artifact.File}' | head -c {entry.Length} | tar -tzf -");
        Assert.Equal("./a b/c.txt\n", listing);
    }

    [Fact]
    public async Task Files_of_one_size_and_different_content_differ_in_time()
    {
        _ = _temp.File("in/a", "1");
        _ = _temp.File("in/b", "2");
        Packed.Unpack(await Packed.PackAsync(_temp["in"], _temp["work"]), _temp["out"]);
        Assert.NotEqual(File.GetLastWriteTimeUtc(_temp["out/a"]), File.GetLastWriteTimeUtc(_temp["out/b"]));
    }

    [Fact]
    public async Task What_the_globs_name_is_left_out()
    {
        foreach (var file in new[] { "app.dll", "app.pdb", "sub/lib.pdb", "logs/today", "logs/old/x", "keep/logs.txt" })
        {
            _ = _temp.File("in/" + file);
        }

        Packed.Unpack(await Packed.PackAsync(_temp["in"], _temp["work"], "**/*.pdb", "logs"), _temp["out"]);
        Assert.Equal("./app.dll\n./keep\n./keep/logs.txt\n./sub\n", Sh.Ok($"cd '{_temp["out"]}'; find . -mindepth 1 ! -path './.dep*' | sort"));
    }

    [Fact]
    public async Task A_pipe_is_refused_instead_of_waited_for()
    {
        _ = _temp.File("in/app.dll");
        _ = Sh.Ok($"mkfifo '{_temp["in/pipe"]}'");
        var error = await Packed.ErrorAsync(() => Packed.PackAsync(_temp["in"], _temp["work"]));
        Assert.Equal("DT9025", error.Code);
        Assert.Contains("/pipe", error.What);
    }

    [Theory]
    [InlineData(".complete")]
    [InlineData(".dep/manifest")]
    public async Task A_name_we_keep_for_ourselves_is_refused(string name)
    {
        _ = _temp.File("in/" + name);
        Assert.Equal("DT9027", (await Packed.ErrorAsync(() => Packed.PackAsync(_temp["in"], _temp["work"]))).Code);
    }

    [Fact]
    public async Task Nothing_to_pack_is_an_error()
    {
        Assert.Equal("DT9021", (await Packed.ErrorAsync(() => Packed.PackAsync(_temp["nowhere"], _temp["work"]))).Code);
        Assert.Equal("DT9022", (await Packed.ErrorAsync(() => Packed.PackAsync(_temp.Folder("empty"), _temp["work"]))).Code);
    }

    private string OddTree()
    {
        _ = Sh.Ok(
            $$"""
            mkdir -p '{{_temp["in"]}}/a b' && cd '{{_temp["in"]}}' || exit 1
            mkdir empty -- -dash
            printf one > 'a b/c.txt'
            printf two > -- -dash/-rf
            printf three > "$(printf 'new\nline')"
            printf four > "$(printf 'lat\351n')"
            mkdir "$(printf 'dir\377')" && printf five > "$(printf 'dir\377/in\376side')"
            printf six > 'back\slash'
            printf '' > nothing
            printf '#!/bin/sh\n' > run && chmod 755 run
            printf secret > private && chmod 600 private
           
            ln -s 'a b/c.txt' link; ln -s nowhere broken; ln -s 'a b' linkdir; ln -s "$(printf 'lat\351n')" "$(printf 'l\nnk')"
            long=$(printf '%0120d' 7); mkdir $long && printf seven > $long/$long && ln -s $long/$long longlink
            """);
        return _temp["in"];
    }
}
