using System.Collections.Immutable;
using System.CommandLine;
using DeployTasks.Prompts;

namespace DeployTasks.Tool.Options;

/// <summary>How a run behaves towards people and the clock.</summary>
internal sealed class BehaviourOptions
{
    private readonly Option<string[]> _answer = new("--answer")
    {
        Description = "Answers a question of the recipe; hidden ones are answered by DEPLOY_ANSWER_KEY only",
        HelpName = "KEY=VALUE",
    };

    private readonly Option<string> _interactive = new("--interactive")
    {
        Description = "Whether questions may be put to the terminal",
        HelpName = "auto|always|never",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string?> _timeout = new("--timeout")
    {
        Description = "Ends the run after this time, such as 90s or 20m",
        HelpName = "TIME",
    };

    private readonly Switch _leash = new("--leash")
    {
        Description = "Cancels the run when stdin ends",
        Hidden = true,
    };

    private readonly Switch _dryRun = new("--dry-run")
    {
        Description = "Shows the commands and runs none of them",
    };

    public BehaviourOptions() => _interactive.AcceptOnlyFromAmong("auto", "always", "never");

    public void AddTo(Command command)
    {
        command.Add(_answer);
        command.Add(_interactive);
        command.Add(_timeout);
        command.Add(_leash);
        command.Add(_dryRun);
    }

    public Behaviour Read(ParseResult parsed) => new()
    {
        Answers = AnswerArguments.Parse(parsed.GetValue(_answer) ?? []),
        Interactive = Enum.Parse<Interactive>(parsed.GetValue(_interactive)!, ignoreCase: true),
        Timeout = parsed.GetValue(_timeout) is { } timeout ? Recipes.Duration.Parse(timeout) : null,
        Leash = parsed.GetValue(_leash),
        DryRun = parsed.GetValue(_dryRun),
    };
}

internal sealed record Behaviour
{
    public ImmutableSortedDictionary<string, string> Answers { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
    public Interactive Interactive { get; init; }

    /// <summary>Null: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A front end holds our stdin; its end means cancel.</summary>
    public bool Leash { get; init; }
    public bool DryRun { get; init; }
    public DeploymentChoice Deployment { get; init; } = DeploymentChoice.None;
}
