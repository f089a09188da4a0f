using DeployTasks.Tests.Releases.Faults;

namespace DeployTasks.Tests.Master.Server.Faults;

/// <summary>Promise P5. The number in the name of a test makes the same requests again.</summary>
public class FuzzTests
{
    [Theory]
    [MemberData(nameof(FuzzedServer.Numbers), MemberType = typeof(FuzzedServer))]
    public async Task Mutated_requests_without_a_valid_token_do_nothing_at_all(int number)
    {
        await using var server = await FuzzedServer.StartAsync();
        var fed = await server.FeedAsync(Mutated(server.Seeds.Select(server.AsStranger), number));
        Assert.All(fed, one => Assert.DoesNotContain(one.Statuses, status => status is 200 or 500));
        Assert.Contains(fed, one => one.Statuses.Contains(403));
        server.AssertUntouched();
        await server.AssertAliveAsync();
    }

    [Theory]
    [MemberData(nameof(FuzzedServer.Numbers), MemberType = typeof(FuzzedServer))]
    public async Task What_is_done_of_mutated_requests_is_what_the_strict_grammar_means(int number)
    {
        await using var server = await FuzzedServer.StartAsync();
        var fed = await server.FeedAsync(Mutated(server.Seeds, number));
        Assert.All(fed, one =>
        {
            Assert.DoesNotContain(500, one.Statuses);
            Assert.True(one.Statuses.Count(status => status == 200) <= server.Grammar.CountIn(one.Request.Bytes), one.Request.Bytes);
        });
        Assert.Contains(fed, one => one.Statuses.Contains(200));
        await server.AssertAliveAsync();
    }

    private static IEnumerable<Part> Mutated(IEnumerable<string> seeds, int number)
    {
        var random = new Random(number);
        return [.. seeds.SelectMany(seed => Enumerable.Range(0, Rounds.Of(50)).Select(_ => new Part(Mutations.Of(seed, random))))];
    }
}
