namespace DeployTasks.Events;

/// <summary>
/// Stands between the run and everything that is shown: hands on each event with its texts redacted, and output as
/// <see cref="Line"/> events. Only the log file gets the bytes themselves.
/// </summary>
public sealed class RedactingSink(Secrets secrets, IEventSink inner) : IEventSink
{
    private readonly Redaction _redaction = new(secrets);
    private readonly Dictionary<string, HostLines> _hosts = [];
    private TimeSpan _now;

    public void Handle(Event happened)
    {
        _now = happened.At;
        if (happened is Output output)
        {
            LinesOf(output.Host).Write(output.Stream, output.Bytes.Span);
            return;
        }
        if (EndsOutputOf(happened) is { } host && _hosts.TryGetValue(host, out var lines))
            lines.EndStep();
        inner.Handle(_redaction.Of(happened));
    }

    private static string? EndsOutputOf(Event happened) => happened switch
    {
        StepEnded step => step.Host,
        HostTaskEnded task => task.Host,
        HostLost lost => lost.Host,
        _ => null,
    };

    private HostLines LinesOf(string host)
    {
        if (!_hosts.TryGetValue(host, out var lines))
            _hosts[host] = lines = new HostLines(secrets, Show);
        return lines;

        void Show(OutputStream stream, string line) => inner.Handle(new Line(host, stream, line) { At = _now });
    }
}
