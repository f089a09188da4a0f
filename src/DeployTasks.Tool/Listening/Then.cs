using DeployTasks.Master.Listening;
using DeployTasks.Tool.GitHub;

namespace DeployTasks.Tool.Listening;

/// <summary>Reads <c>--then</c>.</summary>
internal static class Then
{
    private const string Exec = "exec:";
    private const string Dispatch = "github-dispatch";

    /// <exception cref="DeployException">It is nothing a listener can do.</exception>
    public static ITeller Parse(string then, IReadOnlyDictionary<string, string> environment)
    {
        if (then.StartsWith(Exec, StringComparison.Ordinal) && then.Length > Exec.Length)
            return new ExecTeller(then[Exec.Length..]);
        var repository = then == Dispatch ? environment.GetValueOrDefault("GITHUB_REPOSITORY", "")
            : then.StartsWith(Dispatch + ":", StringComparison.Ordinal) ? then[(Dispatch.Length + 1)..]
            : "";
        if (repository.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            throw new DeployException(Errors.BadThen(then));
        var job = new GitHubJob(environment);
        return job.Missing("GITHUB_TOKEN").Any()
            ? throw new DeployException(Errors.NoGitHubToken())
            : new DispatchTeller(job.Access(repository));
    }
}
