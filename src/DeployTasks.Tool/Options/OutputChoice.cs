using DeployTasks.Events;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Options;

/// <param name="Format">console, json, msbuild or github; table for commands that only print.</param>
internal sealed record OutputChoice(string Format, string? Log, Verbosity Verbosity)
{
    /// <summary>Every line as it comes, although lines of several hosts mix.</summary>
    public bool AsItComes { get; init; }

    /// <summary>Nothing is done: it is told what would be.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Says why nothing ran: to people on stderr, to programs as the only event of a run that never began.</summary>
    public void Print(IReadOnlyList<Error> errors, ExitCode exit, Surroundings here)
    {
        var style = ConsoleStyle.Of(this, here);
        foreach (var line in errors.SelectMany(error => style.Error(error)))
            here.Error.WriteLine(line);
        if (Format is not ("json" or "github"))
            return;
        using var outputs = new RunOutputs(this with { Verbosity = Verbosity.Quiet }, here, plan: null);
        outputs.End(new RunEnded(exit, TimeSpan.Zero) { Errors = [.. errors] });
    }
}
