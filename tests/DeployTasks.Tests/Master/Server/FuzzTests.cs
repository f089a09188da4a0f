using DeployTasks.Recipes;

namespace DeployTasks.Tests.Master.Server;

public class FuzzTests
{
    private const int Requests = 1500;
    private const string Body = "{\"host\":\"web1\",\"changed\":{\"colour\":\"blue\"}}";

    /// <summary>A token of zeros in every request: whatever the mutation makes of it, nothing may be done.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public async Task Mutated_requests_without_a_valid_token_change_nothing_and_leave_the_server_alive(int seed)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var good = test.Request("/save", Body).Replace(test.Token.Reveal(), new string('0', 32), StringComparison.Ordinal);
        var random = new Random(seed);
        var statuses = new HashSet<int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests).Select(_ => Mutate(good, random)).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (request, _) =>
            {
                var answer = await test.SendRawAsync(request, closeSending: true);
                lock (statuses)
                {
                    statuses.Add(ServerUnderTest.Status(answer));
                }
            });
        Assert.DoesNotContain(200, statuses);
        Assert.DoesNotContain(500, statuses);
        Assert.Contains(403, statuses);
        Assert.Equal(new Text("red"), test.Store.Load("web1")["colour"]);
        Assert.Equal(200, ServerUnderTest.Status(await test.PostAsync("/save", Body)));
    }

    private static string Mutate(string request, Random random)
    {
        var bytes = request.ToList();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (char)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "\r\n\0 :%;\t"[random.Next(8)]);
                    break;
                case 3:
                    bytes.InsertRange(at, request[random.Next(request.Length)..]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(" \r\n\r\n");
                    break;
            }
        }
        return new string([.. bytes]);
    }
}
