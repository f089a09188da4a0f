namespace DeployTasks.Tool.Outputs;

/// <summary>Colours for a terminal; on anything else the text stays as it is.</summary>
internal sealed class Paint(bool enabled)
{
    public static readonly Paint None = new(enabled: false);

    public string Red(string text) => With("31", text);

    public string Yellow(string text) => With("33", text);

    public string Green(string text) => With("32", text);

    public string Dim(string text) => With("2", text);

    public string Bold(string text) => With("1", text);

    private string With(string colour, string text) => enabled ? $"\u001b[{colour}m{text}\u001b[0m" : text;
}
