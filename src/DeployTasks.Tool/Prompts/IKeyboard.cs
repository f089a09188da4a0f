namespace DeployTasks.Tool.Prompts;

/// <summary>Where a person types; a script in tests.</summary>
internal interface IKeyboard
{
    /// <summary>Null at the end of input.</summary>
    Task<string?> ReadLineAsync(CancellationToken cancel);

    /// <summary>The same without echo.</summary>
    Task<string?> ReadHiddenAsync(CancellationToken cancel);
}
