namespace DeployTasks.GitHub;

/// <param name="Api"><c>GITHUB_API_URL</c>: https://api.github.com, or a GitHub Enterprise Server with its path.</param>
public sealed record GitHubAccess(Uri Api, string Owner, string Repository, string Token)
{
    public GitHubPatience Patience { get; init; } = new();

    /// <summary>With the slash at its end that makes relative addresses go below it, not beside it.</summary>
    public Uri Root => Api.AbsoluteUri.EndsWith('/') ? Api : new Uri(Api.AbsoluteUri + "/");

    /// <summary>Says what it is and holds no token.</summary>
    public override string ToString() => $"{Owner}/{Repository} at {Api}";
}

/// <summary>How long a call may take and be repeated.</summary>
public sealed record GitHubPatience
{
    public int Tries { get; init; } = 4;

    /// <summary>Of one try, to the last byte. One that takes longer is not repeated: it may have worked.</summary>
    public TimeSpan OneTry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Before the second try; doubled before each one after it.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>GitHub may ask for more (<c>Retry-After</c>); then the call fails at once.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <param name="attempt">From 2.</param>
    internal TimeSpan WaitBefore(int attempt) => FirstWait * (1 << (attempt - 2));
}
