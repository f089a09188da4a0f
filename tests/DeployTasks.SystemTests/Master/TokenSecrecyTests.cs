using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeployTasks.Events;
using DeployTasks.Lab;
using DeployTasks.Master;
using DeployTasks.Planning;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.SystemTests.Master;

/// <summary>The test is the master, so that it knows the tokens; the workers are real.</summary>
public class TokenSecrecyTests
{
    private static readonly Place Somewhere = new("deploy.yaml", 1, 1);

    [Fact]
    public async Task A_token_is_in_no_argument_no_environment_and_no_event()
    {
        var launcher = new Recorder();
        var sink = new Sink();
        using var cancel = new CancelSource();
        var running = new DeployRun(PlanOf("env; cat /proc/self/environ; cat /proc/$PPID/environ || true; sleep 2"), new RunOptions(), new Nobody(), launcher, [sink])
            .RunAsync(cancel);
        var seen = new StringBuilder();
        while (!running.IsCompleted)
        {
            // Root sees the environment of a process from its first instant; from its first word on the worker has overwritten it.
            await Task.Delay(50);
            if (!sink.BothWork)
            {
                continue;
            }
            foreach (var file in Directory.EnumerateDirectories("/proc").SelectMany(folder => new[] { $"{folder}/cmdline", $"{folder}/environ" }))
            {
                seen.Append(await TryReadAsync(file)).Append('\n');
            }
        }
        Assert.Equal(ExitCode.Done, await running);
        Assert.Equal(2, launcher.Tokens.Count);
        Assert.Contains("DEPLOY_WORKER_TOKEN=****", seen.ToString());
        Assert.Contains("PATH=", sink.Text);
        Assert.All(launcher.Tokens, token =>
        {
            Assert.DoesNotContain(token, sink.Text);
            Assert.DoesNotContain(token, seen.ToString());
        });
    }

    [Fact]
    public async Task Proxy_variables_get_nothing()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var proxy = $"http://127.0.0.1:{((IPEndPoint)trap.LocalEndpoint).Port}";
        await using var run = new ToolRun();
        run.Start(ToolRun.LocalRecipe("true"), configure: info =>
        {
            foreach (var name in new[] { "http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy", "https_proxy", "HTTPS_PROXY" })
            {
                info.Environment[name] = proxy;
            }
        });
        Assert.Equal(0, await run.EndAsync());
        Assert.False(trap.Pending(), "somebody called the proxy");
    }

    private static Plan PlanOf(string command)
    {
        var hosts = new[] { "web1", "web2" };
        var settings = ImmutableSortedDictionary<string, Value>.Empty.Add("connection", new Text("local"));
        var task = new TaskDefinition("work", Somewhere) { Steps = [new RunStep(Somewhere, command)] };
        return new Plan(["work"], [.. hosts.Select(alias => new PlannedHost(new HostDefinition(alias, Somewhere), settings))],
            [new Block(Rolling: false, [new Batch([new PlannedTask(task, [.. hosts], 2, "")])])], []);
    }

    private static async Task<string> TryReadAsync(string file)
    {
        try
        {
            return await File.ReadAllTextAsync(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private sealed class Recorder : IWorkerLauncher
    {
        private readonly WorkerLauncher _real = new(ToolUnderTest.Path, []);

        public ConcurrentBag<string> Tokens { get; } = [];

        public IWorkerProcess Start(WorkerOrder order)
        {
            Tokens.Add(order.Token);
            return _real.Start(order);
        }
    }

    /// <summary>All that was said, as lines of JSON and as the bytes of the hosts.</summary>
    private sealed class Sink : IEventSink
    {
        private readonly StringBuilder _text = new();

        private volatile int _working;

        public string Text => _text.ToString();

        public bool BothWork => _working == 2;

        public void Handle(Event happened)
        {
            _text.AppendLine(Encoding.UTF8.GetString(WireJson.Write(happened)));
            _working += happened is StepStarted ? 1 : 0;
            _text.Append(happened is Output output ? Encoding.UTF8.GetString(output.Bytes.Span) : "");
        }
    }

    private sealed class Nobody : IAnswers
    {
        public Task<AnswerResult> AnswerAsync(string host, Question question, CancellationToken cancel) =>
            throw new InvalidOperationException("nothing is asked here");
    }
}
