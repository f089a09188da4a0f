using System.Collections.Concurrent;
using DeployTasks.Master.Server;
using DeployTasks.Recipes;
using DeployTasks.Tests.Releases.Faults;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master.Server.Faults;

/// <summary>A server, the requests that are bent until they break, and what came of each.</summary>
internal sealed class FuzzedServer : IAsyncDisposable
{
    private const string Save = "{\"host\":\"web1\",\"changed\":{\"colour\":\"blue\"}}";
    private const string Question = "{\"host\":\"web1\",\"function\":\"ask\",\"arguments\":{\"kind\":\"ask\",\"key\":\"k\",\"text\":\"?\"}}";
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 200 };

    private readonly string _script;

    private FuzzedServer(ServerUnderTest test)
    {
        Test = test;
        _script = CallbackKey.Of(test.Token.Reveal()).TokenFor(new Caller("web1", "job"), TimeProvider.System.GetUtcNow().AddDays(1));
        Grammar = new StrictGrammar(test.Port, test.Token.Reveal(), _script);
        Seeds =
        [
            test.Request("/load", "{\"host\":\"web1\"}"),
            test.Request("/save", Save),
            test.Request("/proxy", Question),
            test.Request("/callback", "done 0", "X-Job: web1/job\r\n").Replace(test.Token.Reveal(), _script, StringComparison.Ordinal)
                .Replace("application/json", "application/octet-stream", StringComparison.Ordinal),
            .. RawRequestTests.Seeds.Select(request => RawRequestTests.Fill(request, test)),
        ];
    }

    public static TheoryData<int> Numbers => Rounds.Of(1) == 1 ? new(20261121) : new(20261121, Rounds.Today().Next());

    public ServerUnderTest Test { get; }

    public StrictGrammar Grammar { get; }

    /// <summary>More than the 41 of faults.md §1.4, all with valid tokens but where a seed is about tokens.</summary>
    public IReadOnlyList<string> Seeds { get; }

    /// <summary>Impatient: whoever sends half a request is not waited for.</summary>
    public static async Task<FuzzedServer> StartAsync(Patience? patience = null) =>
        new(await ServerUnderTest.StartAsync(patience: patience ?? new Patience(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.2))));

    /// <summary>The same request from somebody who has no token.</summary>
    public string AsStranger(string request) => request
        .Replace(Test.Token.Reveal(), new string('0', 32), StringComparison.Ordinal)
        .Replace(_script, new string('0', _script.Length), StringComparison.Ordinal);

    /// <summary>Sends them all; a request that hangs fails the test.</summary>
    public async Task<IReadOnlyList<Fed>> FeedAsync(IEnumerable<Part> requests)
    {
        var fed = new ConcurrentBag<Fed>();
        await Parallel.ForEachAsync(requests.ToList(), AtOnce, async (request, _) =>
            fed.Add(new Fed(request, ServerUnderTest.Statuses(await Test.SendRawAsync(request.Bytes, cut: request.Cut)))));
        return [.. fed];
    }

    public void AssertUntouched()
    {
        Assert.All(["web1", "web2"], host => Assert.Equal(new Text("red"), Test.Store.Load(host)["colour"]));
        Assert.Empty(Test.Events);
        Assert.Empty(Test.Rogues);
        Assert.Empty(Test.Calls);
    }

    /// <summary>It still does what a worker asks.</summary>
    public async Task AssertAliveAsync() => Assert.Equal(200, ServerUnderTest.Status(await Test.PostAsync("/save", Save)));

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}

/// <param name="Cut">Where it is sent in two parts; 0 for one.</param>
internal sealed record Part(string Bytes, int Cut = 0);

internal sealed record Fed(Part Request, int[] Statuses);
