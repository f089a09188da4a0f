using System.Collections.Immutable;
using DeployTasks.Recipes;
using DeployTasks.Releases;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Tests.Releases;

public sealed class FingerprintTests
{
    private static readonly Settings Plain = new Settings(ImmutableSortedDictionary<string, Value>.Empty).With(ArtifactSettings.Digest, new Text("d1"));

    [Theory]
    [InlineData("artifact_digest", "d2")]
    [InlineData("shared_dirs", "logs")]
    [InlineData("shared_files", ".env")]
    [InlineData("writable_dirs", "tmp")]
    public void It_differs_with_all_that_makes_a_release(string setting, string value) =>
        Assert.NotEqual(Fingerprint.Of(Plain), Fingerprint.Of(Plain.With(setting, new Text(value))));

    [Theory]
    [InlineData("writable_mode", "chgrp")]
    [InlineData("writable_chmod_mode", "0770")]
    [InlineData("writable_recursive", "true")]
    [InlineData("writable_use_sudo", "true")]
    [InlineData("http_user", "www")]
    [InlineData("http_group", "www")]
    public void It_differs_with_how_folders_are_made_writable_where_there_are_any(string setting, string value)
    {
        var writable = Plain.With("writable_dirs", new Text("tmp"));
        Assert.NotEqual(Fingerprint.Of(writable), Fingerprint.Of(writable.With(setting, new Text(value))));
        Assert.Equal(Fingerprint.Of(Plain), Fingerprint.Of(Plain.With(setting, new Text(value))));
    }

    [Fact]
    public void It_differs_with_the_content_of_a_file_and_does_not_tell_it()
    {
        var (one, two) = (Of("password=1"), Of("password=2"));
        Assert.NotEqual(one, two);
        Assert.DoesNotContain("password", one);

        static string Of(string content) => Fingerprint.Of(Plain.With("shared_files", new Items([
            new Map(ImmutableSortedDictionary<string, Value>.Empty.Add("path", new Text(".env")).Add("content", new Text(content))),
        ])));
    }

    [Fact]
    public void It_is_one_line_whatever_folders_are_called()
    {
        var odd = Fingerprint.Of(Plain.With("writable_dirs", new Items([new Text("a&b=c:d")])));
        Assert.NotEqual(odd, Fingerprint.Of(Plain.With("writable_dirs", new Items([new Text("a"), new Text("b=c:d")]))));
        Assert.DoesNotContain('\n', odd);
    }

    [Fact]
    public void A_release_that_the_recipe_fills_in_its_own_way_is_new_every_time() =>
        Assert.Equal("run7", Fingerprint.Of(new Settings(ImmutableSortedDictionary<string, Value>.Empty).With("run_id", new Text("run7"))));
}
