using System.Collections.Immutable;
using DeployTasks.Recipes;
using DeployTasks.Releases;
using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases;

public sealed class PreparationTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task The_artifact_is_found_beside_the_recipe_and_gives_its_digest_to_the_name()
    {
        _ = _temp.File("recipes/publish-v2/app.dll");
        var settings = await PrepareAsync(new Artifact(new Place(_temp["recipes/deploy.yaml"])) { Path = "publish-{{version}}" });
        Assert.Matches("^20[0-9]{6}-[0-9]{6}-[0-9a-f]{7}$", settings.Text("release_name"));
        Assert.EndsWith(settings.Text("artifact_digest")[..7], settings.Text("release_name"));
        Assert.Equal("1", settings.Text("artifact_entries"));
        Assert.Equal(SafeName.OfRelease(settings.Text("release_name")), settings.Text("release_name"));
    }

    [Fact]
    public async Task Ci_tells_the_user_the_address_and_the_revision()
    {
        _ = _temp.File("in/app.dll");
        var settings = await PrepareAsync(new Artifact(new Place(_temp["deploy.yaml"])) { Path = "in" },
            ("GITHUB_ACTOR", "ada"), ("GITHUB_SHA", "0123456789abcdef"), ("GITHUB_RUN_ID", "7"), ("GITHUB_REPOSITORY", "o/r"), ("GITHUB_SERVER_URL", "https://gh"));
        Assert.EndsWith("-0123456", settings.Text("release_name"));
        Assert.Equal("ada", settings.Text("user"));
        Assert.Equal("https://gh/o/r/actions/runs/7", settings.Text("ci_url"));
        Assert.Equal("o/r 7", settings.Text("lock_owner"));
    }

    [Fact]
    public async Task A_plan_that_uploads_needs_an_artifact_and_any_other_does_not()
    {
        Assert.Equal("DT9023", Assert.Single((await Assert.ThrowsAsync<DeployException>(() => PrepareAsync(null))).Errors).Code);
        _ = await new ReleasePreparation(_temp["work"], TimeProvider.System, new Dictionary<string, string>())
            .RunAsync(new Recipe { File = "deploy.yaml" }, Settings.Empty, packs: false, CancellationToken.None);
        Assert.False(Directory.Exists(_temp["work"]));
    }

    [Theory]
    [InlineData("{{nothing}}", null)]
    [InlineData(null, " {{nothing}}")]
    public async Task An_artifact_that_turns_out_to_be_nowhere_is_an_error_at_its_place(string? path, string? repository)
    {
        var artifact = new Artifact(new Place(_temp["deploy.yaml"], 3, 5)) { Path = path, Repository = repository };
        var error = Assert.Single((await Assert.ThrowsAsync<DeployException>(() => PrepareAsync(artifact))).Errors);
        Assert.Equal(("DT5048", artifact.Place), (error.Code, error.Place));
    }

    [Fact]
    public void Steps_that_upload_are_found_also_inside_invoked_tasks()
    {
        var place = new Place("x");
        Assert.True(ReleasePreparation.SendsArtifact([new RunStep(place, "true"), new InvokeStep(place, "t") { Steps = [new ReleaseStep(place, "upload")] }]));
        Assert.False(ReleasePreparation.SendsArtifact([new ReleaseStep(place, "lock")]));
    }

    private async Task<Settings> PrepareAsync(Artifact? artifact, params (string Name, string Value)[] environment)
    {
        var recipe = new Recipe { File = _temp["deploy.yaml"], Artifact = artifact };
        var settings = new Settings(ImmutableSortedDictionary<string, Value>.Empty.Add("version", new Text("v2")).Add("nothing", new Text("")));
        return new Settings(await new ReleasePreparation(_temp["work"], TimeProvider.System, environment.ToDictionary(e => e.Name, e => e.Value))
            .RunAsync(recipe, settings, packs: true, CancellationToken.None));
    }
}
