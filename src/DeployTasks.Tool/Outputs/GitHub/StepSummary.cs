namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>The page that GitHub shows under a run: hosts, failures with their last lines, warnings, the timeline.</summary>
internal static class StepSummary
{
    /// <summary>GitHub drops a summary that is larger, whole.</summary>
    public const long Limit = 1024 * 1024;

    private const string Note = "\n\n_The summary is cut here: GitHub shows no more than 1 MiB. The log has everything._\n";

    /// <param name="used">Bytes that the file already has.</param>
    public static string Of(RunReport report, long used)
    {
        var text = new BoundedText(Limit - 1024 - used, Note);
        foreach (var block in Blocks(report))
            text.Add(block);
        return text.ToString();
    }

    private static IEnumerable<string> Blocks(RunReport report) =>
        [Headline(report), .. Hosts(report), .. Failures(report), .. Warnings(report), .. Timeline(report)];

    private static string Headline(RunReport report)
    {
        var end = report.End!;
        var what = report.Start is { } start ? Markdown.Cell(string.Join(", ", start.Tasks)) : "The run did not begin";
        var release = report.Release is { } name ? $" of `{name}`" : "";
        var mark = end.Exit == ExitCode.Done ? "✅" : "❌";
        var took = $"{Words.Of(end.Exit)} in {Took.Text(end.Took)}";
        return $"### {mark} {what}{release}: {took}{(end.Exit == ExitCode.Done ? "" : $", exit code {(int)end.Exit}")}\n\n";
    }

    private static IEnumerable<string> Hosts(RunReport report)
    {
        if (report.Hosts.Count == 0)
            yield break;
        yield return Markdown.Row("host", "result", "release", "before", "tasks", "took")
            + Markdown.Row("---", "---", "---", "---", "--:", "--:");
        foreach (var host in report.Hosts)
        {
            yield return Markdown.Row(
                Markdown.Cell(host.Host), host.Result, Markdown.Cell(host.Release ?? ""),
                Markdown.Cell(host.Previous ?? ""), $"{host.Tasks}", Took.Text(host.Took));
        }
        yield return "\n";
    }

    private static IEnumerable<string> Failures(RunReport report)
    {
        foreach (var host in report.Failed)
            yield return Failure(host.Error!, host.FailedTask, host.Tail);
        foreach (var error in report.Others)
            yield return Failure(error, error.Task, []);
    }

    private static string Failure(Error error, string? task, IReadOnlyCollection<string> tail)
    {
        var where = string.Join(": ", new[] { error.Host, task }.OfType<string>().Select(Markdown.Cell));
        var place = error.Place is { } found ? $" ({Markdown.Cell($"{found}")})" : "";
        var last = tail.Count > 0 ? tail : error.Detail.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return $"#### {(where.Length > 0 ? where + ": " : "")}{error.Code}\n\n"
            + $"{Markdown.Cell(error.What)}{place}. {Markdown.Cell(error.Next)}\n\n"
            + (last.Count > 0 ? Markdown.Block(last) + "\n" : "");
    }

    private static IEnumerable<string> Warnings(RunReport report) =>
        from host in report.Hosts
        from warning in host.Warnings
        select $"- ⚠️ {Markdown.Cell(host.Host)}: {Markdown.Cell(warning)}\n";

    private static IEnumerable<string> Timeline(RunReport report)
    {
        if (report.Timeline.Count == 0)
            yield break;
        yield return "\n#### Timeline\n\n"
            + Markdown.Row("after", "task", "hosts", "took") + Markdown.Row("--:", "---", "---", "--:");
        foreach (var span in report.Timeline)
        {
            var hosts = span.Hosts.Length > 3 ? $"{span.Hosts.Length} hosts" : string.Join(", ", span.Hosts);
            yield return Markdown.Row(Took.Text(span.At), Markdown.Cell(span.Task), Markdown.Cell(hosts),
                span.Took is { } took ? Took.Text(took) : "did not end");
        }
    }
}
