using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs.GitHub;

namespace DeployTasks.Tool.Outputs;

/// <summary>The faces of one run: one on stdout, what GitHub wants besides, and the log file when there is one.</summary>
internal sealed class RunOutputs : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <param name="plan">Null when there is none, and the outputs only tell why.</param>
    public RunOutputs(OutputChoice choice, Surroundings here, Plan? plan)
    {
        var style = ConsoleStyle.Of(choice, here);
        var isWatched = here is { OutIsTerminal: true, HasCursor: true, IsCi: false };
        var lines = Own(new HeldLines(here.Out.WriteLine));
        var live = isWatched && choice is { Format: "console", Verbosity: Verbosity.Normal }
            ? Own(new LiveTable(style, here.Out))
            : null;
        Screen = live ?? (here.OutIsTerminal ? lines : (IScreen?)null);
        IEnumerable<IEventSink> faces = choice.Format switch
        {
            "json" => [OnOut(new JsonOutput(Own(here.OpenOutput())))],
            "github" => [OnOut(GitHubFace()), new GitHubReport(new RunnerFiles(here, Complain))],
            _ => [OnOut(live ?? (IEventSink)new ConsoleOutput(style, lines.Write))],
        };
        Sinks = [.. faces.Select(face => new RedactingSink(here.Secrets, face))];
        if (choice.Log is { } log)
        {
            var path = Path.GetFullPath(log, here.Folder);
            Sinks = [.. Sinks, Own(new LogFile(path, new Redaction(here.Secrets), TimeProvider.System, Complain))];
        }

        void Complain(Error error) => here.Error.WriteLine(ErrorText.ForPeople(error).First());

        StandardFace OnOut(IEventSink face) => new(choice.Format, face, here.Warn);

        GitHubOutput GitHubFace() => new(style, new Masks(here),
            new Annotations(new RecipePlaces(plan, here)), lines.Write);
    }

    public IReadOnlyList<IEventSink> Sinks { get; }

    /// <summary>Null when stdout is no terminal.</summary>
    public IScreen? Screen { get; }

    /// <summary>A run that ends before it has begun. As in a run, an output that does not work changes nothing.</summary>
    public void End(RunEnded run)
    {
        foreach (var sink in Sinks)
        {
            try
            {
                sink.Handle(run);
            }
            catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or DeployException)
            {
                // Standard output: what ended the run stands on stderr and in the exit code.
            }
        }
    }

    public void Dispose() => _owned.ForEach(one => one.Dispose());

    private T Own<T>(T disposable) where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }
}
