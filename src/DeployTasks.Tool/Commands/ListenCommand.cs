using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using DeployTasks.Master.Listening;
using DeployTasks.Scripts;
using DeployTasks.Tool.Listening;
using CallbackKey = DeployTasks.Wire.CallbackKey;

namespace DeployTasks.Tool.Commands;

/// <summary><c>listen</c>: a small server of its own for scripts that end long after whoever started them has gone.</summary>
internal sealed class ListenCommand(Surroundings here)
{
    private readonly Option<string> _url = new("--url")
    {
        Description = "Address that scripts call, such as https://ci.example.com/callback; your proxy speaks TLS and passes it on",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string> _then = new("--then")
    {
        Description = "exec:COMMAND or github-dispatch[:OWNER/REPO], for every script that has ended",
        HelpName = "WHAT",
        Required = true,
    };

    private readonly Option<string> _bind = new("--bind")
    {
        Description = "Where to listen",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => "127.0.0.1:8090",
    };

    private readonly Option<string> _folder = new("--folder")
    {
        Description = "Keeps what was heard, over restarts",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "callbacks",
    };

    public static Command Create(Surroundings here) => new ListenCommand(here).Create();

    private Command Create()
    {
        var command = new Command("listen", $"Hears scripts that call over a network; {CallbackKey.Variable} holds the passphrase")
        {
            _url, _then, _bind, _folder,
        };
        command.SetAction((parsed, _) => ListenAsync(parsed));
        return command;
    }

    private async Task<int> ListenAsync(ParseResult parsed)
    {
        var scripts = ScriptListener.At(parsed.GetValue(_url)!, here.Environment.GetValueOrDefault(CallbackKey.Variable, ""));
        var teller = Then.Parse(parsed.GetValue(_then)!, here.Environment);
        var options = new ListenOptions(
            Address(parsed.GetValue(_bind)!), new Uri(scripts.Url).PathAndQuery, Path.GetFullPath(parsed.GetValue(_folder)!, here.Folder));
        using var stop = new CancellationTokenSource();
        using var onInterrupt = StopOn(PosixSignal.SIGINT, stop);
        using var onTerminate = StopOn(PosixSignal.SIGTERM, stop);
        await new CallbackListener(options, scripts.Key, teller, Report).RunAsync(
            url => here.Out.WriteLine($"listening on {url} for {scripts.Url}"), stop.Token);
        return (int)ExitCode.Done;
    }

    // Without a port the parser takes any; ours must be said, and 0 is any.
    private static IPEndPoint Address(string text) =>
        IPEndPoint.TryParse(text, out var address) && (address.Port > 0 || text.EndsWith(":0", StringComparison.Ordinal))
            ? address
            : throw new DeployException(Errors.ListenerNotStarted(text, "that is no ADDRESS:PORT"));

    private void Report(ListenerNews news)
    {
        if (news.Problem is { } problem)
            here.Warn(problem);
        else
            here.Out.WriteLine($"told that {news.Caller} has ended");
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
}
