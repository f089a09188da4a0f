using System.Collections.Immutable;
using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Worker;

/// <summary>Makes the command of a step: where, as whom, with which environment and for how long.</summary>
internal static class StepCommands
{
    /// <summary>When neither the step nor the setting <c>default_timeout</c> says otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    public static RemoteCommand Command(this StepScope scope, Step step, string script) => new(script)
    {
        Cwd = step.Cwd is { } cwd ? scope.Expand(cwd) : null,
        Env = scope.Environment(step),
        As = step.As is { } user ? scope.Expand(user) : step is RunStep { Locally: true } ? null : scope.Settings.TextOr("become", null),
        Timeout = step.Timeout ?? scope.Settings.Duration("default_timeout") ?? DefaultTimeout,
        IdleTimeout = step.IdleTimeout,
    };

    /// <summary>
    /// Shell that reads the file of the setting <c>dotenv</c> on the host, in the folder of the command. What the step itself
    /// sets is set again behind it, and wins.
    /// </summary>
    public static string Dotenv(this StepScope scope, Step step, RemoteCommand command)
    {
        if (scope.Settings.TextOr("dotenv", null) is not { Length: > 0 } file)
        {
            return "";
        }
        var own = step.Env.Keys.Concat(step.Secrets.Keys).Select(name => $"export {name}={Shell.Quote(command.Env[name])}\n");
        return Worker.Dotenv.Read(RemotePath.Quote(file)) + string.Concat(own);
    }

    /// <summary>The setting <c>env</c>, then the step's own, then its secrets; the later wins.</summary>
    private static ImmutableSortedDictionary<string, string> Environment(this StepScope scope, Step step)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var common = scope.Settings.Map("env");
        var mayLoad = !common.IsEmpty && scope.Settings.Flag("allow_loader_env", fallback: false);
        // What nobody set here is not set there; a run would have been refused.
        foreach (var (name, value) in common.Where(variable => variable.Value is not Unset))
        {
            // The step's own were judged where they are written; these may be a task's.
            if (VariableNames.Check(name, mayLoad) is { } mistake)
            {
                throw new DeployException(mistake);
            }
            variables[name] = scope.Settings.With("env", value).Text("env");
        }
        foreach (var (name, template) in step.Env)
        {
            variables[name] = scope.Expand(template);
        }
        if (!step.Secrets.IsEmpty)
        {
            var secrets = step.Secrets.SortedBy(secret => secret.Key, Value (secret) => new Secret(scope.Expand(secret.Value)));
            scope.State.Hide(secrets);
            foreach (var (name, secret) in secrets)
            {
                variables[name] = ((Secret)secret).Plain;
            }
        }
        return variables.ToImmutable();
    }
}
