namespace DeployTasks.Build.Bench;

/// <summary>A table that reads well on a console and is Markdown too.</summary>
internal sealed class Table(string title, params string[] headers)
{
    private readonly List<string[]> _rows = [headers];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var widths = headers.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        string Line(string[] row) =>
            $"| {string.Join(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))} |";

        var rule = $"|{string.Join('|', widths.Select((width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ':'))}|";
        return string.Join('\n', [$"### {title}", "", Line(_rows[0]), rule, .. _rows.Skip(1).Select(Line), ""]);
    }
}
