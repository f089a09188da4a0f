using DeployTasks.Recipes;
using DeployTasks.Releases.Packing;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Packing;

public sealed class RepositoryPackingTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public RepositoryPackingTests() => Sh.Ok(
        $"""
        mkdir '{_temp["repo"]}' && cd '{_temp["repo"]}' || exit 1
        export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t
        git init -q -b main && echo 1 > v && mkdir -p site/css && echo a > site/css/a && git add . && git commit -qm 1 && git tag v1
        echo 2 > v && git commit -qam 2 && git checkout -qb next && echo 3 > v && git commit -qam 3 && git checkout -q main
        """);

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(null, "2")]
    [InlineData("main", "2")]
    [InlineData("next", "3")]
    [InlineData("v1", "1")]
    public async Task A_branch_tag_or_nothing_names_the_commit(string? revision, string expected)
    {
        var artifact = await PackAsync(revision);
        Packed.Unpack(artifact, _temp["out"]);
        Assert.Equal(expected, File.ReadAllText(_temp["out/v"]).Trim());
        Assert.Equal(Sh.Ok($"git -C '{_temp["repo"]}' rev-parse {revision ?? "HEAD"}").Trim(), artifact.Revision);
    }

    [Theory]
    [InlineData("rev-parse v1")]
    [InlineData("rev-parse --short=8 v1")]
    public async Task A_commit_id_names_itself_although_no_branch_ends_there(string parse)
    {
        var commit = Sh.Ok($"git -C '{_temp["repo"]}' {parse}").Trim();
        Packed.Unpack(await PackAsync(commit), _temp["out"]);
        Assert.Equal("1", File.ReadAllText(_temp["out/v"]).Trim());
    }

    [Theory]
    [InlineData("site", "css\ncss/a\n")]
    [InlineData("site/css", "a\n")]
    public async Task Of_a_repository_only_the_folder_that_is_named_is_deployed(string folder, string expected)
    {
        var artifact = await PackAsync("v1", folder: folder);
        Packed.Unpack(artifact, _temp["out"]);
        Assert.Equal(expected, Sh.Ok($"cd '{_temp["out"]}' && find . -mindepth 1 ! -path './.dep*' -printf '%P\n' | LC_ALL=C sort"));
        Assert.Equal(Sh.Ok($"git -C '{_temp["repo"]}' rev-parse v1").Trim(), artifact.Revision);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("v")]
    [InlineData("../repo/site")]
    [InlineData("/etc")]
    public async Task A_folder_that_the_repository_does_not_have_is_an_error(string folder) =>
        Assert.Equal("DT9015", (await Packed.ErrorAsync(() => PackAsync("v1", folder: folder))).Code);

    [Theory]
    [InlineData("--upload-pack=touch evil", "DT9014")]
    [InlineData("a..b", "DT9014")]
    [InlineData("no-such-branch", "DT9015")]
    [InlineData("abcdef1234567", "DT9015")]
    public async Task A_revision_that_is_not_there_or_no_name_is_an_error(string revision, string code)
    {
        Assert.Equal(code, (await Packed.ErrorAsync(() => PackAsync(revision))).Code);
        Assert.False(File.Exists(_temp["evil"]));
    }

    [Fact]
    public async Task A_repository_that_looks_like_an_option_is_only_a_bad_name() =>
        Assert.Equal("DT9015", (await Packed.ErrorAsync(() => PackAsync(null, $"--upload-pack=touch {_temp["evil"]}"))).Code);

    private Task<PackedArtifact> PackAsync(string? revision, string? repository = null, string? folder = null) =>
        new ArtifactPacker(_temp["work"]).PackAsync(
            new Artifact(new Place("deploy.yaml")) { Repository = repository ?? _temp["repo"], Revision = revision, SubDirectory = folder }, CancellationToken.None);
}
