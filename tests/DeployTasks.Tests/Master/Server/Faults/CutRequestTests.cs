using DeployTasks.Master.Server;
using DeployTasks.Tests.Releases.Faults;

namespace DeployTasks.Tests.Master.Server.Faults;

/// <summary>Promise P5: it does not matter in which parts the network brings a request.</summary>
public class CutRequestTests
{
    private static readonly int Step = Math.Max(1, 16 / Rounds.Of(1));

    [Fact]
    public async Task A_request_that_is_meant_is_answered_wherever_it_is_cut_in_two()
    {
        await using var server = await FuzzedServer.StartAsync(Patience.Default);
        var meant = server.Seeds.Take(4).ToList();
        Assert.All(meant, request => Assert.Equal(1, server.Grammar.CountIn(request)));
        var fed = await server.FeedAsync(Cut(meant, step: 1));
        Assert.All(fed, one => Assert.True(one.Statuses is [200], $"cut at {one.Request.Cut}: {one.Request.Bytes}"));
    }

    [Fact]
    public async Task A_request_that_is_refused_does_nothing_wherever_it_is_cut_in_two()
    {
        await using var server = await FuzzedServer.StartAsync(Patience.Default);
        var refused = server.Seeds.Where(request => server.Grammar.CountIn(request) == 0).ToList();
        Assert.InRange(refused.Count, 41, int.MaxValue);
        var fed = await server.FeedAsync(Cut(refused, Step));
        Assert.All(fed, one => Assert.DoesNotContain(one.Statuses, status => status is 200 or 500));
        server.AssertUntouched();
        await server.AssertAliveAsync();
    }

    /// <summary>Every byte in the long form; each seed begins elsewhere in the short one.</summary>
    private static IEnumerable<Part> Cut(IEnumerable<string> requests, int step) =>
        requests.SelectMany((request, number) => Enumerable.Range(1, request.Length - 1)
            .Where(cut => cut % step == number % step).Select(cut => new Part(request, cut)));
}
