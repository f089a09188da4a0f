using System.Text;
using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Scripts;

/// <summary>Lays the folder of a job on its host and starts what is in it, as text for a shell.</summary>
internal static class JobFolder
{
    /// <summary>
    /// Lays the job's folder, then starts it detached and returns when its status file is there. The subshell ends at once, so
    /// the runner is nobody's child from its first moment: what ends with the session is found by descent.
    /// </summary>
    // Our parent is the shell of the session, which ends with the connection: while it lives, somebody is left (on_lost: stop).
    public static string Start(ScriptHome home, ScriptJob job, ScriptCallbacks callbacks) =>
        "command -v setsid >/dev/null || { echo 'this host has no setsid (util-linux or BusyBox)' >&2; exit 90; }\n"
        + Lay(home, job, ["run.sh", "home.sh"], Addresses(callbacks)) + """
        . ./process.sh
        keep "$PPID"
        (setsid sh ./run.sh "$job" </dev/null >/dev/null 2>runner.log &)
        tries=0
        until [ -s status ]; do
          tries=$((tries + 1))
          # Whoever makes the gate first decides: the script runs, however late, or nobody will ever run it.
          if [ -d failed ] || { [ "$tries" -eq 100 ] && mkdir gate 2>/dev/null && echo 'its runner did not begin within 10 s' >&2; }; then
            cat runner.log >&2
            rm -rf "$job"
            exit 90
          fi
          [ "$tries" -lt 1200 ] || { echo 'it has begun, but wrote no status within two minutes: it may run' >&2; exit 90; }
          sleep 0.1 2>/dev/null || sleep 1
        done

        """;

    /// <summary>The same job in the foreground: its streams are the command's, and so is its exit code.</summary>
    public static string Run(ScriptHome home, ScriptJob job) =>
        Lay(home, job, ["here.sh"], "") + "exec sh ./here.sh \"$job\"\n";

    // What could not be laid is no job, and values stand in it.
    private static string Lay(ScriptHome home, ScriptJob job, string[] files, string more)
    {
        var text = new StringBuilder();
        text.Append($"""
            umask 077
            mkdir -p {home.Quoted} && cd {home.Quoted} || exit 1
            mkdir {Shell.Quote(job.Id)} 2>/dev/null || exit 93
            cd {Shell.Quote(job.Id)} && job=$PWD || exit 1
            trap 'rm -rf "$job"' EXIT

            """);
        text.Append(HostFiles.Here("script", job.Content)).Append(HostFiles.Here("command", Command(job))).Append(HostFiles.Here("options", Options(job)));
        foreach (var file in (string[])["process.sh", "status.sh", .. files])
        {
            text.Append(HostFiles.Here(file, HostFiles.Read(file)));
        }

        return text.Append(more).Append("trap - EXIT\n").ToString();
    }

    private static string Options(ScriptJob job) =>
        $"JOB={Shell.Quote(job.Id)}\nNAME={Shell.Quote(ScriptId.Safe(job.Name))}\n" +
        $"TIMEOUT={(int)Math.Ceiling((job.Timeout ?? TimeSpan.Zero).TotalSeconds)}\n" +
        $"KEEP={(long)Math.Ceiling(job.Keep.TotalMinutes)}\n" +
        $"ON_LOST={(job.OnLost == OnLost.Stop ? "stop" : "finish")}\n";

    // Sourced by the shell that becomes the script, so that no value ever stands in a command line.
    private static string Command(ScriptJob job)
    {
        var text = new StringBuilder("rm -f ./command\nset -- \"$PWD/script\"\n");
        foreach (var (name, value) in job.Env)
        {
            text.Append($"export {name}={Shell.Quote(value)}\n");
        }

        text.Append("cd\n");
        if (job.Cwd is { } folder)
        {
            text.Append($"CDPATH= cd -- {RemotePath.Quote(folder)} || exit 1\n");
        }

        var arguments = string.Concat(job.Arguments.Select(argument => " " + Shell.Quote(argument)));
        return text.Append(job.Prelude).Append($"set -- \"$1\"{arguments}\n").Append(Interpret(job)).ToString();
    }

    private static string Interpret(ScriptJob job) => job switch
    {
        { Interpreter: { } interpreter } => $"exec {interpreter} \"$@\"\n",
        { Content: ['#', '!', ..] } => "chmod 700 \"$1\" && exec \"$@\"\n",
        _ when job.Content.StartsWith("set ", StringComparison.Ordinal) =>
            "if command -v bash >/dev/null 2>&1; then exec bash \"$@\"; fi\nexec sh \"$@\"\n",
        _ => "if command -v bash >/dev/null 2>&1; then exec bash -euo pipefail \"$@\"; fi\nexec sh -eu \"$@\"\n",
    };

    private static string Addresses(ScriptCallbacks callbacks) =>
        (callbacks.Bell is { } bell ? HostFiles.Here("callback", bell.ForHost) : "")
        + (callbacks.Listener is { } listener ? HostFiles.Here("listener", listener.ForHost) : "");
}
