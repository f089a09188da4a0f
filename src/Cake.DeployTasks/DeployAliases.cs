using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Cake.DeployTasks;

/// <summary>Deploys to Linux hosts over SSH with DeployTasks.</summary>
[CakeAliasCategory("DeployTasks")]
[CakeNamespaceImport("Cake.DeployTasks")]
public static partial class DeployAliases
{
    /// <summary>Deploys the artifact to every host, all or nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult Deploy(this ICakeContext context, FilePath recipe) =>
        Call(context, DeployCommand.Run("deploy"), new DeploySettings { Recipe = recipe });

    /// <summary>Deploys the artifact to every host, all or nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// var result = Deploy(new DeploySettings { Recipe = "deploy.yaml", Environment = "production" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult Deploy(this ICakeContext context, DeploySettings settings) =>
        Call(context, DeployCommand.Run("deploy"), settings);

    /// <summary>Deploys the artifact to every host, all or nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult Deploy(this ICakeContext context, Action<DeploySettings> configure) =>
        Call(context, DeployCommand.Run("deploy"), Configured(configure));

    /// <summary>Shows what a deployment would do, and touches nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployPlan(this ICakeContext context, FilePath recipe) =>
        Call(context, new DeployCommand(["plan", "deploy"]), new DeploySettings { Recipe = recipe });

    /// <summary>Shows what a deployment would do, and touches nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// DeployPlan(new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployPlan(this ICakeContext context, DeploySettings settings) =>
        Call(context, new DeployCommand(["plan", "deploy"]), settings);

    /// <summary>Shows what a deployment would do, and touches nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployPlan(this ICakeContext context, Action<DeploySettings> configure) =>
        Call(context, new DeployCommand(["plan", "deploy"]), Configured(configure));

    /// <summary>Serves the release before on every host, all or nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployRollback(this ICakeContext context, FilePath recipe) =>
        Call(context, new DeployCommand(["rollback"]), new DeploySettings { Recipe = recipe });

    /// <summary>Serves the release before on every host, all or nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// DeployRollback(new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployRollback(this ICakeContext context, DeploySettings settings) =>
        Call(context, new DeployCommand(["rollback"]), settings);

    /// <summary>Serves the release before on every host, all or nothing.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployRollback(this ICakeContext context, Action<DeploySettings> configure) =>
        Call(context, new DeployCommand(["rollback"]), Configured(configure));

    /// <summary>Shows what every host serves, and who holds its lock.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployStatus(this ICakeContext context, FilePath recipe) =>
        Status(context, new DeploySettings { Recipe = recipe });

    /// <summary>Shows what every host serves, and who holds its lock.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// DeployStatus(new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployStatus(this ICakeContext context, DeploySettings settings) =>
        Status(context, settings);

    /// <summary>Shows what every host serves, and who holds its lock.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployStatus(this ICakeContext context, Action<DeploySettings> configure) =>
        Status(context, Configured(configure));

    /// <summary>Gives back the lock.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployUnlock(this ICakeContext context, FilePath recipe) =>
        Call(context, new DeployCommand(["unlock"]), new DeploySettings { Recipe = recipe });

    /// <summary>Gives back the lock.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// DeployUnlock(new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployUnlock(this ICakeContext context, DeploySettings settings) =>
        Call(context, new DeployCommand(["unlock"]), settings);

    /// <summary>Gives back the lock.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployUnlock(this ICakeContext context, Action<DeploySettings> configure) =>
        Call(context, new DeployCommand(["unlock"]), Configured(configure));

    private static DeployResult Call(ICakeContext context, DeployCommand command, DeploySettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        return new DeployRunner(context, new EventReader(context.Log)).Run(command, settings);
    }

    private static DeployResult Status(ICakeContext context, DeploySettings settings)
    {
        var result = Call(context, new DeployCommand(["status"]), settings);
        var hosts = result.Hosts.Select(host => host with { Release = ServedRelease.In(host.Output) }).ToArray();
        foreach (var host in hosts)
        {
            context.Log.Information("[{0}] serves {1}", host.Host, host.Release ?? "nothing");
        }

        return result with { Hosts = hosts };
    }

    private static DeploySettings Configured(Action<DeploySettings> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var settings = new DeploySettings();
        configure(settings);
        return settings;
    }

    private static string Full(ICakeContext context, FilePath file) => file.MakeAbsolute(context.Environment).FullPath;
}
