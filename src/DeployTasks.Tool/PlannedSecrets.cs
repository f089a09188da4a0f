using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool;

/// <summary>Every secret that is known before a run begins. What people answer to hidden questions comes later.</summary>
internal static class PlannedSecrets
{
    private static readonly string[] OfEnvironment = ["DEPLOY_SSH_KEY", "DEPLOY_SSH_PASSPHRASE", "GITHUB_TOKEN", "DEPLOY_GITHUB_TOKEN"];

    /// <exception cref="DeployException">Some are too short to be masked.</exception>
    public static IReadOnlyList<string> Of(Plan plan, IReadOnlyDictionary<string, string> environment)
    {
        var found = plan.Hosts.SelectMany(host => InAll(host.Settings))
            .Concat(OfSteps(plan))
            .Concat(OfEnvironment.Where(environment.ContainsKey).Select(name => new Named(name, environment[name])))
            .Distinct().ToArray();
        var tooShort = found.Where(secret => !Secrets.CanMask(secret.Text))
            .Select(secret => Errors.SecretTooShort(secret.Name)).Distinct().ToArray();
        return tooShort.Length == 0
            ? [.. found.Select(secret => secret.Text)]
            : throw new DeployException(tooShort);
    }

    private static IEnumerable<Named> InAll(ImmutableSortedDictionary<string, Value> settings) =>
        settings.SelectMany(setting => In(setting.Key, setting.Value));

    private static IEnumerable<Named> In(string name, Value value) => value switch
    {
        Secret secret => [new Named(name, secret.Plain)],
        Items items => items.Values.SelectMany(item => In(name, item)),
        Map map => map.Entries.SelectMany(entry => In($"{name}.{entry.Key}", entry.Value)),
        _ => [],
    };

    private static IEnumerable<Named> OfSteps(Plan plan)
    {
        var settings = plan.Hosts.ToDictionary(host => host.Alias, host => new Settings(host.Settings));
        return plan.InOrder.Concat(plan.OnFailure).SelectMany(task =>
            StepsOf(task.Definition.Steps).SelectMany(step => OfStep(step, task.Hosts.Select(host => settings[host]))));
    }

    private static IEnumerable<Named> OfStep(Step step, IEnumerable<Settings> hosts) =>
        Given(step, hosts).Concat(step is SetStep set ? InAll(set.Values) : []);

    private static IEnumerable<Named> Given(Step step, IEnumerable<Settings> hosts) =>
        step.Secrets.IsEmpty ? []
        : from secret in step.Secrets
          from host in hosts
          let text = TextOf(secret.Value, host)
          where text is not null
          select new Named(secret.Key, text);

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

    private sealed record Named(string Name, string Text);
}
