using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.DeployTasks;

/// <content>Scripts that go on by themselves.</content>
public static partial class DeployAliases
{
    /// <summary>Starts a script on every host and returns as soon as they have it; it goes on by itself.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="script">Script file of this machine.</param>
    /// <param name="name">What its id begins with.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and whether the script was started on each; <see cref="DeployResult.ScriptId"/> is what to wait for.</returns>
    /// <example><code><![CDATA[
    /// var started = DeployScriptStart("./reindex.sh", "reindex", new DeploySettings { Recipe = "deploy.yaml" });
    /// DeployScriptWait(started.ScriptId, new DeploySettings { Recipe = "deploy.yaml" });
    /// ]]></code></example>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployScriptStart(this ICakeContext context, FilePath script, string name, DeploySettings settings) =>
        Call(context, new DeployCommand(["script", "start", Full(context, script), "--name", name]), settings);

    /// <summary>Waits until a script has ended on every host, whoever started it.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="script">Its id, or its name: then the one that was started last.</param>
    /// <param name="settings">What, where and how.</param>
    /// <returns>The hosts and what their scripts printed at last.</returns>
    /// <exception cref="CakeException">It failed; the exit code is in the message. See <see cref="Cake.Core.Tooling.ToolSettings.HandleExitCode"/>.</exception>
    [CakeMethodAlias]
    public static DeployResult DeployScriptWait(this ICakeContext context, string script, DeploySettings settings) =>
        Call(context, new DeployCommand(["script", "wait", script]), settings);
}
