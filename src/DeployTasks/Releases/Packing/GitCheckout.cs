using DeployTasks.Recipes;

namespace DeployTasks.Releases.Packing;

/// <summary>A repository's tree at one commit, as a tar on this machine. Hosts never need git or access to the repository.</summary>
internal sealed class GitCheckout(string folder)
{
    private readonly Git _git = new(folder);

    public sealed record Result(string Archive, string Commit);

    /// <param name="artifact">Says what of the repository.</param>
    public async Task<Result> ArchiveAsync(string repository, Artifact artifact, CancellationToken cancel)
    {
        var revision = artifact.Revision;
        await CheckAsync(revision, cancel);
        _ = await _git.RunAsync(repository, ["init", "--quiet", "--bare", "."], cancel);
        var commit = await CommitAsync(repository, await FetchAsync(repository, revision ?? "HEAD", cancel), cancel);
        var archive = Path.Combine(folder, "tree.tar");
        var tree = artifact.SubDirectory is { } part ? $"{commit}:{part}" : commit;
        _ = await _git.RunAsync(repository, ["archive", "--format=tar", $"--output={archive}", tree], cancel);
        return new Result(archive, commit);
    }

    private async Task CheckAsync(string? revision, CancellationToken cancel)
    {
        if (revision is not null && !await _git.TryAsync(["check-ref-format", "--allow-onelevel", revision], cancel))
        {
            throw new DeployException(Errors.BadRevision(revision, "it is no valid name of a branch, tag or commit"));
        }
    }

    /// <summary>By what name the commit is known here afterwards.</summary>
    private async Task<string> FetchAsync(string repository, string revision, CancellationToken cancel)
    {
        string[] fetch = ["fetch", "--quiet", "--depth=1", "--no-tags", "--end-of-options", repository, revision];
        if (!IsCommit(revision))
        {
            _ = await _git.RunAsync(repository, fetch, cancel);
            return "FETCH_HEAD";
        }

        if (await _git.TryAsync(fetch, cancel))
        {
            return "FETCH_HEAD";
        }

        // A server need not give a bare commit id; with every branch here it can be looked up.
        string[] everything = ["fetch", "--quiet", "--tags", "--end-of-options", repository, "+refs/heads/*:refs/heads/*"];
        _ = await _git.RunAsync(repository, everything, cancel);
        return revision;
    }

    private async Task<string> CommitAsync(string repository, string revision, CancellationToken cancel)
    {
        string[] parse = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"];
        return (await _git.RunAsync(repository, parse, cancel)).Trim();
    }

    private static bool IsCommit(string revision) => revision.Length is >= 7 and <= 64 && revision.All(char.IsAsciiHexDigit);
}
