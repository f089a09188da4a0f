using System.CommandLine;

namespace DeployTasks.Tool.Options;

/// <summary>Whether and how GitHub shows a run as a deployment.</summary>
internal sealed class DeploymentOptions(RecipeOptions recipe)
{
    private const string DefaultEnvironment = "production";

    private readonly Option<string?> _deployment = new("--deployment")
    {
        Description = "Whether GitHub hears of it as a deployment; auto: in a job of its own that made none",
        HelpName = "auto|api|off",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string?> _environment = new("--deployment-environment")
    {
        Description = "What GitHub calls the environment, where that is not the recipe's name",
        HelpName = "NAME",
    };

    private readonly Option<string?> _url = new("--environment-url")
    {
        Description = "Where what was deployed can be seen, for GitHub",
        HelpName = "URL",
    };

    public void AddTo(Command command)
    {
        _deployment.AcceptOnlyFromAmong("auto", "api", "off");
        command.Add(_deployment);
        command.Add(_environment);
        command.Add(_url);
    }

    /// <summary>Off for commands without these options.</summary>
    public DeploymentChoice Read(ParseResult parsed) => new(
        Enum.Parse<DeploymentMode>(parsed.GetValue(_deployment) ?? "off", ignoreCase: true),
        parsed.GetValue(_environment) ?? recipe.EnvironmentName(parsed) ?? DefaultEnvironment,
        parsed.GetValue(_url));
}

internal enum DeploymentMode { Off, Auto, Api }

/// <param name="Environment">As GitHub calls it: what was named, else the recipe's environment, or GitHub's own default.</param>
/// <param name="Url">Null: none.</param>
internal sealed record DeploymentChoice(DeploymentMode Mode, string Environment, string? Url)
{
    public static readonly DeploymentChoice None = new(DeploymentMode.Off, "", Url: null);
}
