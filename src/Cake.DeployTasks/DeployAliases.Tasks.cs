using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.DeployTasks;

public static partial class DeployAliases
{
    /// <summary>Runs a task of the recipe.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployRun(this ICakeContext context, string task, FilePath recipe) =>
        Call(context, DeployCommand.Run(task), new DeploySettings { Recipe = recipe });

    /// <summary>Runs a task of the recipe.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// DeployRun("cache:clear", new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployRun(this ICakeContext context, string task, DeploySettings settings) =>
        Call(context, DeployCommand.Run(task), settings);

    /// <summary>Runs a task of the recipe.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployRun(this ICakeContext context, string task, Action<DeploySettings> configure) =>
        Call(context, DeployCommand.Run(task), Configured(configure));

    /// <summary>Runs one shell command on every host.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="command">For the host's shell; <c>{{name}}</c> is a setting.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployExec(this ICakeContext context, string command, FilePath recipe) =>
        Call(context, DeployCommand.Of("run", command), new DeploySettings { Recipe = recipe });

    /// <summary>Runs one shell command on every host.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="command">For the host's shell; <c>{{name}}</c> is a setting.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// var kernels = DeployExec("uname -r", new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployExec(this ICakeContext context, string command, DeploySettings settings) =>
        Call(context, DeployCommand.Of("run", command), settings);

    /// <summary>Runs one shell command on every host.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="command">For the host's shell; <c>{{name}}</c> is a setting.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployExec(this ICakeContext context, string command, Action<DeploySettings> configure) =>
        Call(context, DeployCommand.Of("run", command), Configured(configure));

    /// <summary>Runs a script on every host and waits for its end.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="script">Script file of this machine.</param>
    /// <param name="recipe">Recipe file.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployScript(this ICakeContext context, FilePath script, FilePath recipe) =>
        Call(context, DeployCommand.Of("script", Full(context, script)), new DeploySettings { Recipe = recipe });

    /// <summary>Runs a script on every host and waits for its end.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="script">Script file of this machine.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <example><code><![CDATA[
    /// DeployScript("./migrate.sh", new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployScript(this ICakeContext context, FilePath script, DeploySettings settings) =>
        Call(context, DeployCommand.Of("script", Full(context, script)), settings);

    /// <summary>Runs a script on every host and waits for its end.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="script">Script file of this machine.</param>
    /// <param name="configure">Fills the settings in.</param>
    /// <returns>The hosts and how the run ended on each.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployScript(this ICakeContext context, FilePath script, Action<DeploySettings> configure) =>
        Call(context, DeployCommand.Of("script", Full(context, script)), Configured(configure));
}
