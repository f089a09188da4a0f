using System.CommandLine;

namespace DeployTasks.Tool.Options;

/// <summary><c>--output table|json</c>, for commands that only print.</summary>
internal sealed class TableOrJson
{
    private readonly Option<string> _format = new("--output")
    {
        Description = "table, or json for programs",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "table",
    };

    public TableOrJson() => _format.AcceptOnlyFromAmong("table", "json");

    public void AddTo(Command command) => command.Add(_format);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_format) == "json";
}
