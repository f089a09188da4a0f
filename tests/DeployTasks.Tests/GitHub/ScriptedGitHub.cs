using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeployTasks.GitHub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DeployTasks.Tests.GitHub;

/// <summary>What a request asked of us.</summary>
internal sealed record Asked(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

internal sealed record Answer(int Status, string Body = "{}", params (string Name, string Value)[] Headers)
{
    /// <summary>Takes the request and never answers.</summary>
    public static readonly Answer Never = new(0);

    /// <summary>Takes the request and hangs up.</summary>
    public static readonly Answer Broken = new(-1);

    public static Answer Saying(int status, string message, params (string Name, string Value)[] headers) =>
        new(status, JsonSerializer.Serialize(new { message }), headers);
}

/// <summary>GitHub's API on loopback: gives the answers of a list, then those of a day on which all goes well.</summary>
internal sealed class ScriptedGitHub : IAsyncDisposable
{
    public const string Token = "ghs_0123456789abcdef";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Answer> _answers;
    private readonly ConcurrentQueue<Asked> _asked = [];
    private readonly CancellationTokenSource _end = new();
    private int _made = 41;

    private ScriptedGitHub(IEnumerable<Answer> answers)
    {
        _answers = new(answers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Run(AnswerAsync);
    }

    public static async Task<ScriptedGitHub> StartAsync(params IEnumerable<Answer> answers)
    {
        var server = new ScriptedGitHub(answers);
        await server._app.StartAsync();
        return server;
    }

    public string Url => _app.Urls.Single();

    public IReadOnlyList<Asked> Asked => [.. _asked];

    public Asked Only => Assert.Single(_asked);

    /// <summary>For a whole class of requests, whatever stands in the list; null: the list decides.</summary>
    public Func<Asked, Answer?> Always { get; set; } = _ => null;

    public GitHubAccess Access(string path = "") => new(new Uri(Url + path), "acme", "shop", Token)
    {
        Patience = new()
        {
            Tries = 3,
            OneTry = TimeSpan.FromSeconds(5),
            FirstWait = TimeSpan.FromMilliseconds(1),
            LongestWait = TimeSpan.FromSeconds(3),
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var asked = new Asked(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        _asked.Enqueue(asked);
        var answer = Always(asked) ?? (_answers.TryDequeue(out var next) ? next : Good(asked));
        if (answer == Answer.Never)
        {
            await Task.Delay(Timeout.Infinite, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        if (answer == Answer.Broken)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers.Append(name, value);
        await context.Response.WriteAsync(answer.Body);
    }

    private Answer Good(Asked asked) => asked.Method switch
    {
        "GET" => new(200, "[]"),
        "PATCH" => new(200, """{"id":7}"""),
        _ => new(201, $$"""{"id":{{Interlocked.Increment(ref _made)}}}"""),
    };
}
