using DeployTasks.Events;
using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Outputs;

/// <summary>The faces of one run: one on stdout, and the log file when there is one.</summary>
internal sealed class RunOutputs : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public RunOutputs(OutputChoice choice, Secrets secrets, Surroundings here)
    {
        var style = ConsoleStyle.Of(choice, here);
        var isWatched = here is { OutIsTerminal: true, IsCi: false };
        Live = isWatched && choice is { Format: "console", Verbosity: Verbosity.Normal }
            ? Own(new LiveTable(style, here.Out))
            : null;
        IEventSink face = choice.Format == "json" ? new JsonOutput(Own(here.OpenOutput()))
            : Live ?? (IEventSink)new ConsoleOutput(style, here.Out.WriteLine);
        Sinks = [new RedactingSink(secrets, face)];
        if (choice.Log is { } log)
        {
            var path = Path.GetFullPath(log, here.Folder);
            Sinks = [.. Sinks, Own(new LogFile(path, new Redaction(secrets), TimeProvider.System, Complain))];
        }

        void Complain(Error error) => here.Error.WriteLine(ErrorText.ForPeople(error, withDetail: false).First());
    }

    public IReadOnlyList<IEventSink> Sinks { get; }

    /// <summary>Null when stdout is no terminal or shows more than a table could.</summary>
    public LiveTable? Live { get; }

    public void Dispose() => _owned.ForEach(one => one.Dispose());

    private T Own<T>(T disposable) where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }
}
