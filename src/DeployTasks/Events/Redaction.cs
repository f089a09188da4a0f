namespace DeployTasks.Events;

/// <summary>Makes texts fit to be shown: secrets masked, controls visible, nothing a CI system would act on.</summary>
public sealed class Redaction(Secrets secrets)
{
    private static readonly string[] LineBreaks = ["\r\n", "\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"];

    public string Text(string text) =>
        string.Join('\n', secrets.Mask(text).Split(LineBreaks, StringSplitOptions.None).Select(Line));

    /// <summary>The same for a line that is already masked.</summary>
    public static string Line(string masked) => Neutraliser.Neutralise(TerminalText.Clean(masked));

    /// <summary>Every text of ours in the event; the bytes of <see cref="Output"/> are not touched.</summary>
    public Event Of(Event happened) => happened switch
    {
        StepStarted step => step with { Title = Text(step.Title) },
        Progress progress => progress with { What = Text(progress.What) },
        Said said => said with { Text = Text(said.Text) },
        StepEnded step => step with { Outcome = Of(step.Outcome) },
        HostTaskEnded task => task with { Outcome = Of(task.Outcome) },
        HostLost lost => lost with { Error = Of(lost.Error) },
        HostEnded host => host with { Outcome = Of(host.Outcome), Facts = host.Facts.SetItems(Facts(host)) },
        RunEnded run => run with { Errors = [.. run.Errors.Select(Of)] },
        _ => happened,
    };

    public Error Of(Error error) =>
        error with { What = Text(error.What), Next = Text(error.Next), Detail = Text(error.Detail) };

    private Outcome Of(Outcome outcome) =>
        outcome.Error is null ? outcome : outcome with { Error = Of(outcome.Error) };

    private IEnumerable<KeyValuePair<string, string>> Facts(HostEnded host) =>
        host.Facts.Select(fact => KeyValuePair.Create(fact.Key, Text(fact.Value)));
}
