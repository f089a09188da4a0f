using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool;

/// <summary>Every secret that is known before a run begins. What people answer to hidden questions comes later.</summary>
internal static class PlannedSecrets
{
    private static readonly string[] OfEnvironment = ["DEPLOY_SSH_KEY", "DEPLOY_SSH_PASSPHRASE", "GITHUB_TOKEN"];

    /// <exception cref="DeployException">Some are too short to be masked.</exception>
    public static Secrets Of(Plan plan, IReadOnlyDictionary<string, string> environment)
    {
        var found = plan.Hosts.SelectMany(host => host.Settings.SelectMany(setting => In(setting.Key, setting.Value)))
            .Concat(OfSteps(plan))
            .Concat(OfEnvironment.Where(environment.ContainsKey).Select(name => (Name: name, Text: environment[name])))
            .Distinct().ToArray();
        var tooShort = found.Where(secret => !Secrets.CanMask(secret.Text))
            .Select(secret => Errors.SecretTooShort(secret.Name)).Distinct().ToArray();
        return tooShort.Length == 0
            ? new Secrets(found.Select(secret => secret.Text))
            : throw new DeployException(tooShort);
    }

    private static IEnumerable<(string Name, string Text)> In(string name, Value value) => value switch
    {
        Secret secret => [(name, secret.Plain)],
        Items items => items.Values.SelectMany(item => In(name, item)),
        Map map => map.Entries.SelectMany(entry => In($"{name}.{entry.Key}", entry.Value)),
        _ => [],
    };

    private static IEnumerable<(string Name, string Text)> OfSteps(Plan plan)
    {
        var settings = plan.Hosts.ToDictionary(host => host.Alias, host => new Settings(host.Settings));
        var tasks = plan.Blocks.SelectMany(block => block.Batches).SelectMany(batch => batch.Tasks);
        var steps = tasks.Concat(plan.OnFailure)
            .SelectMany(task => StepsOf(task.Definition.Steps), (task, step) => (task.Hosts, Step: step)).ToArray();
        var given = from one in steps
                    from secret in one.Step.Secrets
                    from host in one.Hosts
                    let text = TextOf(secret.Value, settings[host])
                    where text is not null
                    select (secret.Key, text);
        return given.Concat(steps.Select(one => one.Step).OfType<SetStep>()
            .SelectMany(step => step.Values).SelectMany(setting => In(setting.Key, setting.Value)));
    }

    private static IEnumerable<Step> StepsOf(ImmutableArray<Step> steps) =>
        steps.SelectMany(step => step is InvokeStep invoke ? StepsOf(invoke.Steps).Append(step) : [step]);

    private static string? TextOf(string template, Settings settings)
    {
        try
        {
            return settings.Expand(template, Quoting.Verbatim);
        }
        catch (DeployException)
        {
            return null;
        }
    }
}
