using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Outputs;

/// <summary>How much is shown and in which form.</summary>
internal sealed record ConsoleStyle(Verbosity Verbosity, Paint Paint, bool ForMsBuild)
{
    /// <summary>Lines of several hosts may mix, as long as they come at once.</summary>
    public bool AsItComes { get; init; }

    /// <summary>Nothing is done: it is told what would be.</summary>
    public bool IsRehearsal { get; init; }

    public static ConsoleStyle Of(OutputChoice choice, Surroundings here) =>
        new(choice.Verbosity, new Paint(here.HasColours), choice.Format == "msbuild")
        {
            AsItComes = choice.AsItComes,
            IsRehearsal = choice.IsRehearsal,
        };

    /// <param name="error">Redacted.</param>
    /// <param name="isHeard">What the host said stands above.</param>
    public IEnumerable<string> Error(Error error, bool isHeard = false)
    {
        var text = ForMsBuild
            ? [ErrorText.ForMsBuild(error)]
            : ErrorText.ForPeople(error).Select((line, index) => index == 0 ? Paint.Red(line) : line);
        return text.Concat(ErrorText.Evidence(error, Verbosity, isHeard));
    }
}
