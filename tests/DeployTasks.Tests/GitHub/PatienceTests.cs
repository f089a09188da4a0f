using System.Diagnostics;
using DeployTasks.GitHub;

namespace DeployTasks.Tests.GitHub;

public class PatienceTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static TheoryData<string> All => Clients.Names;

    public static TheoryData<string, int> AllFaults() => [
        .. from client in Clients.Names
           from status in new[] { 500, 503 }
           select (client.Data, status),
    ];

    /// <summary>Of 502, 504 and a connection that broke nobody knows whether it was done.</summary>
    public static TheoryData<string, int> AllDoubts() => [
        .. from client in Clients.Names
           from status in new[] { 502, 504, Answer.Broken.Status }
           select (client.Data, status),
    ];

    [Theory]
    [MemberData(nameof(AllFaults))]
    public async Task A_fault_of_GitHubs_is_tried_again(string client, int status)
    {
        await using var server = await ScriptedGitHub.StartAsync(new Answer(status), new Answer(status));

        Assert.Equal(42, await CreateAsync(client, server.Access()));

        Assert.Equal(3, server.Asked.Count);
        Assert.All(server.Asked, asked => Assert.Equal(server.Asked[0].Body, asked.Body));
    }

    [Theory]
    [MemberData(nameof(AllDoubts))]
    public async Task What_may_have_been_made_is_not_made_again(string client, int status)
    {
        await using var server = await ScriptedGitHub.StartAsync(new Answer(status));

        var error = await RefusalAsync(client, server.Access());

        Assert.Equal(status > 0 ? "DT8026" : "DT8028", error.Code);
        Assert.Single(server.Asked);
    }

    [Theory]
    [MemberData(nameof(AllDoubts))]
    public async Task A_status_may_be_said_twice(string client, int status)
    {
        await using var server = await ScriptedGitHub.StartAsync(new Answer(status));
        using var github = Clients.Of(client, server.Access());

        await github.AddStatusAsync(42, new DeploymentStatus(DeploymentState.Success), CancellationToken.None);

        Assert.Equal(2, server.Asked.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_fault_that_stays_is_not_tried_for_ever(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync();
        server.Always = _ => Answer.Saying(503, "Server Error");

        var error = await RefusalAsync(client, server.Access());

        Assert.Equal("DT8026", error.Code);
        Assert.Contains("503 'Server Error'", error.What);
        Assert.Equal(3, server.Asked.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_secondary_limit_is_waited_for_as_long_as_GitHub_asks(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync(
            Answer.Saying(403, "You have exceeded a secondary rate limit", ("Retry-After", "1")));
        var watch = Stopwatch.StartNew();

        Assert.Equal(42, await CreateAsync(client, server.Access()));

        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.95), $"{watch.Elapsed}");
        Assert.Equal(2, server.Asked.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_secondary_limit_that_names_no_time_gets_the_longest_wait(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync(Answer.Saying(403, "You have exceeded a secondary rate limit."));
        var access = server.Access();
        var watch = Stopwatch.StartNew();

        await CreateAsync(client, access with { Patience = access.Patience with { LongestWait = TimeSpan.FromSeconds(1) } });

        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.95), $"{watch.Elapsed}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_wait_that_is_too_long_is_not_begun(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync(Answer.Saying(429, "Slow down", ("Retry-After", "3600")));

        var error = await RefusalAsync(client, server.Access());

        Assert.Equal("DT8027", error.Code);
        Assert.Contains("3600 s", error.What);
        Assert.Single(server.Asked);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_used_up_hour_is_a_limit_too(string client)
    {
        var reset = TimeProvider.System.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds();
        await using var server = await ScriptedGitHub.StartAsync(
            Answer.Saying(403, "API rate limit exceeded", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{reset}")));

        Assert.Equal("DT8027", (await RefusalAsync(client, server.Access())).Code);
        Assert.Single(server.Asked);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_call_that_hangs_ends_and_is_not_repeated_for_it_may_have_worked(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync(Answer.Never);
        var access = server.Access();

        var error = await RefusalAsync(client, access with { Patience = access.Patience with { OneTry = TimeSpan.FromSeconds(0.3) } });

        Assert.Equal("DT8028", error.Code);
        Assert.Contains("no answer within 0.3 s", error.What);
        Assert.Single(server.Asked);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_cancel_ends_a_call_that_hangs(string client)
    {
        await using var server = await ScriptedGitHub.StartAsync(Answer.Never);
        using var github = Clients.Of(client, server.Access());
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => github.AddStatusAsync(42, new DeploymentStatus(DeploymentState.Error), cancel.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"{watch.Elapsed}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Where_nobody_listens_the_trouble_has_a_name(string client)
    {
        var error = await RefusalAsync(client, new GitHubAccess(new Uri("http://127.0.0.1:9"), "acme", "shop", ScriptedGitHub.Token)
        {
            Patience = new() { Tries = 2, FirstWait = TimeSpan.FromMilliseconds(1) },
        });

        Assert.Equal("DT8028", error.Code);
        Assert.Contains("refused", error.What);
    }

    internal static async Task<Error> RefusalAsync(string client, GitHubAccess access) =>
        Assert.Single((await Assert.ThrowsAsync<DeployException>(() => CreateAsync(client, access).WaitAsync(Longest))).Errors);

    private static async Task<long> CreateAsync(string client, GitHubAccess access)
    {
        using var github = Clients.Of(client, access);
        return await github.CreateDeploymentAsync(new NewDeployment("8c7d6e5", "production", new("r1")), CancellationToken.None);
    }
}
