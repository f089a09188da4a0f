using DeployTasks.Tool.Options;

namespace DeployTasks.Tool.Outputs;

/// <summary>How much is shown and in which form.</summary>
internal sealed record ConsoleStyle(Verbosity Verbosity, Paint Paint, bool ForMsBuild)
{
    /// <summary>Lines of several hosts may mix, as long as they come at once.</summary>
    public bool AsItComes { get; init; }

    public static ConsoleStyle Of(OutputChoice choice, Surroundings here) =>
        new(choice.Verbosity, new Paint(here.HasColours), choice.Format == "msbuild") { AsItComes = choice.AsItComes };

    public IEnumerable<string> Error(Error error)
    {
        if (ForMsBuild)
            return [ErrorText.ForMsBuild(error)];
        return ErrorText.ForPeople(error, Verbosity == Verbosity.Everything)
            .Select((line, index) => index == 0 ? Paint.Red(line) : line);
    }
}
