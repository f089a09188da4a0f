using System.CommandLine;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Options;

/// <summary>The options of every command that runs something on hosts.</summary>
internal sealed class RunOptionSet
{
    private readonly Surroundings _here;
    private readonly OutputOptions _output = new();
    private readonly BehaviourOptions _behaviour = new();

    public RunOptionSet(Surroundings here)
    {
        _here = here;
        Recipe = new RecipeOptions(here);
        Plan = new PlanOptions(Recipe);
        Deployment = new DeploymentOptions(Recipe);
    }

    public RecipeOptions Recipe { get; }
    public PlanOptions Plan { get; }

    /// <summary>Only for commands that deploy.</summary>
    public DeploymentOptions Deployment { get; }

    public void AddTo(Command command)
    {
        Recipe.AddTo(command);
        Plan.AddTo(command);
        _behaviour.AddTo(command);
        _output.AddTo(command);
    }

    /// <param name="leastShown">For commands whose output is the point of them; -q still wins.</param>
    /// <param name="asItComes">Lines of several hosts may mix.</param>
    public Composition Compose(ParseResult parsed, Verbosity leastShown = Verbosity.Quiet, bool asItComes = false)
    {
        var choice = _output.Choice(parsed, _here) with { AsItComes = asItComes };
        var behaviour = _behaviour.Read(parsed) with { Deployment = Deployment.Read(parsed) };
        choice = choice with { IsRehearsal = behaviour.DryRun };
        var least = behaviour.DryRun ? Verbosity.Output : leastShown;
        if (choice.Verbosity is > Verbosity.Quiet and var level && level < least)
            choice = choice with { Verbosity = least };
        return new Composition(_here, choice, behaviour);
    }

    /// <summary>For commands that have stdout for themselves: of the run only failures are shown, or what -v asks for, on stderr.</summary>
    public Composition ComposeAside(ParseResult parsed)
    {
        var choice = _output.Choice(parsed, _here) with { Format = "console" };
        return new Composition(
            _here with { Out = _here.Error, OutIsTerminal = false },
            choice.Verbosity > Verbosity.Normal ? choice : choice with { Verbosity = Verbosity.Quiet },
            _behaviour.Read(parsed));
    }
}
