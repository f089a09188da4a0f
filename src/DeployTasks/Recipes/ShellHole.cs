namespace DeployTasks.Recipes;

/// <summary>A value's place in a shell text; read only when the place is known, so that comments need no values.</summary>
internal sealed record ShellHole(string Name, Func<IReadOnlyList<string>> Items, PlaceholderFilter Filter)
{
    /// <summary>In a bare place a list is one word per item, and an empty list is nothing.</summary>
    public string Bare() => string.Join(' ', Items().Select(item => Shell.Quote(WithLayer(item))));

    public string InSingleQuotes() => Shell.InSingleQuotes(Inner());

    public string InDoubleQuotes() => Shell.InDoubleQuotes(Inner());

    private string Inner() => Items() is [var only]
        ? WithLayer(only)
        : throw new DeployException(Errors.NotText(Name, "list"));

    // `| quote` is one layer more, for the shell that reads the quoted text: sh -c "cd {{dir | quote}}", sh -c 'cd '{{dir | quote}}.
    private string WithLayer(string item) => Filter == PlaceholderFilter.Quote ? Shell.Quote(item) : item;
}
