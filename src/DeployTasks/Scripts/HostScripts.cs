using System.Security.Cryptography;
using System.Text;
using DeployTasks.Recipes;

namespace DeployTasks.Scripts;

/// <summary>What is sent to a host, as text: commands are data, running them is somebody else's job.</summary>
internal static class HostScripts
{
    /// <summary>
    /// Lays the job's folder, then starts it detached and returns when its status file is there. The subshell ends at once, so
    /// the runner is nobody's child from its first moment: what ends with the session is found by descent.
    /// </summary>
    // Our parent is the shell of the session, which ends with the connection: while it lives, somebody is left (on_lost: stop).
    public static string Start(ScriptHome home, ScriptJob job, ScriptCallbacks callbacks) =>
        Lay(home, job, ["run.sh", "home.sh"]) + Addresses(callbacks) + """
        echo "$PPID" > keeper
        (setsid sh ./run.sh "$job" </dev/null >/dev/null 2>&1 &)
        tries=0
        until [ -s status ]; do
          tries=$((tries + 1))
          [ "$tries" -le 100 ] || { echo 'the runner wrote no status within 10 s' >&2; exit 90; }
          sleep 0.1 2>/dev/null || sleep 1
        done

        """;

    /// <summary>The same job in the foreground: its streams are the command's, and so is its exit code.</summary>
    public static string Run(ScriptHome home, ScriptJob job) =>
        Lay(home, job, ["here.sh"]) + "exec sh ./here.sh \"$job\"\n";

    /// <summary>The status of every job, or of those whose ids match a pattern, a JSON object a line.</summary>
    public static string Report(ScriptHome home, string? ids) =>
        $"set -- {Folder(home)} {(ids is null ? "" : Shell.Quote(ids))}\n{HostFiles.Read("process.sh")}{HostFiles.Read("report.sh")}";

    /// <summary>Returns when the job is final: for hosts that cannot call back. Its output is the report.</summary>
    public static string Wait(ScriptHome home, string id) => $$"""
        echo "$PPID" > {{Folder(home)}}/{{Shell.Quote(id)}}/keeper
        report() {
        {{Report(home, id)}}}
        while :; do
          now=$(report)
          case $now in *'"state":"running"'*) sleep 0.5 2>/dev/null || sleep 1 ;; *) printf '%s\n' "$now"; exit 0 ;; esac
        done

        """;

    /// <summary>
    /// Gives a job another address to call, and a new token, then reports it: one that ended before it could see them has
    /// its last status by now, because that is written before it calls.
    /// </summary>
    public static string Redirect(ScriptHome home, string id, ScriptCallback callback) => $"""
        {Enter(home, id)}
        umask 077
        echo "$PPID" > keeper
        {Here("callback.new", Callback(callback))}
        mv callback.new callback
        {Report(home, id)}
        """;

    /// <summary>Bytes of the log from an offset on.</summary>
    public static string Log(ScriptHome home, string id, long offset) =>
        $"{Enter(home, id)}\ntail -c +{offset + 1} log\n";

    public static string Tail(ScriptHome home, string id, int bytes) => $"{Enter(home, id)}\ntail -c {bytes} log\n";

    /// <summary>TERM for the script's process group, KILL two seconds later; the runner records it as stopped.</summary>
    public static string Stop(ScriptHome home, string id) => $"""
        {Enter(home, id)}
        {HostFiles.Read("process.sh")}
        tries=0
        until [ -s child ] || [ "$tries" -ge 20 ]; do tries=$((tries + 1)); sleep 0.1 2>/dev/null || sleep 1; done
        lives . || exit 0
        : > stopped
        kill -TERM "-$child" 2>/dev/null || exit 0
        tries=0
        while kill -0 "-$child" 2>/dev/null && [ "$tries" -lt 20 ]; do tries=$((tries + 1)); sleep 0.1 2>/dev/null || sleep 1; done
        kill -KILL "-$child" 2>/dev/null
        exit 0

        """;

    /// <summary>Removes the folders of jobs, except where the script runs on although its runner is gone.</summary>
    public static string Remove(ScriptHome home, IEnumerable<string> ids) => $"""
        cd {Folder(home)} || exit 91
        {HostFiles.Read("process.sh")}
        for id in {string.Join(' ', ids.Select(Shell.Quote))}; do
          if lives "./$id"; then echo "$id still runs as process $child, without its runner: stop it first" >&2; left=1
          else rm -rf "./$id" || left=1
          fi
        done
        exit ${"{left:-0}"}

        """;

    private static string Folder(ScriptHome home) =>
        home.Folder.StartsWith('/') ? Shell.Quote(home.Folder)
        : "\"$HOME\"/" + Shell.Quote(home.Folder.StartsWith("~/", StringComparison.Ordinal) ? home.Folder[2..] : home.Folder);

    private static string Enter(ScriptHome home, string id) =>
        $"cd {Folder(home)}/{Shell.Quote(id)} 2>/dev/null || exit 91";

    private static string Lay(ScriptHome home, ScriptJob job, string[] files)
    {
        var text = new StringBuilder();
        text.Append($"""
            umask 077
            mkdir -p {Folder(home)} && cd {Folder(home)} || exit 1
            mkdir {Shell.Quote(job.Id)} 2>/dev/null || exit 93
            cd {Shell.Quote(job.Id)} && job=$PWD || exit 1

            """);
        text.Append(Here("script", job.Content)).Append(Here("command", Command(job))).Append(Here("options", Options(job)));
        foreach (var file in (string[])["process.sh", "status.sh", .. files])
        {
            text.Append(Here(file, HostFiles.Read(file)));
        }

        return text.ToString();
    }

    private static string Options(ScriptJob job) =>
        $"JOB={Shell.Quote(job.Id)}\nNAME={Shell.Quote(ScriptId.Safe(job.Name))}\n" +
        $"TIMEOUT={(int)Math.Ceiling((job.Timeout ?? TimeSpan.Zero).TotalSeconds)}\n" +
        $"ON_LOST={(job.OnLost == OnLost.Stop ? "stop" : "finish")}\n";

    // Sourced by the shell that becomes the script, so that no value ever stands in a command line.
    private static string Command(ScriptJob job)
    {
        var text = new StringBuilder("rm -f ./command\nscript=$PWD/script\n");
        foreach (var (name, value) in job.Env)
        {
            text.Append($"export {name}={Shell.Quote(value)}\n");
        }

        var arguments = string.Concat(job.Arguments.Select(argument => " " + Shell.Quote(argument)));
        text.Append(job.Cwd is null ? "cd\n" : $"cd {Shell.Quote(job.Cwd)} || exit 1\n").Append($"set --{arguments}\n");
        return text.Append(Interpret(job)).ToString();
    }

    private static string Interpret(ScriptJob job) => job switch
    {
        { Interpreter: { } interpreter } => $"exec {interpreter} \"$script\" \"$@\"\n",
        { Content: ['#', '!', ..] } => "chmod 700 \"$script\" && exec \"$script\" \"$@\"\n",
        _ when job.Content.StartsWith("set ", StringComparison.Ordinal) =>
            "if command -v bash >/dev/null 2>&1; then exec bash \"$script\" \"$@\"; fi\nexec sh \"$script\" \"$@\"\n",
        _ => "if command -v bash >/dev/null 2>&1; then exec bash -euo pipefail \"$script\" \"$@\"; fi\n" +
            "exec sh -eu \"$script\" \"$@\"\n",
    };

    private static string Addresses(ScriptCallbacks callbacks) =>
        (callbacks.Bell is { } bell ? Here("callback", Callback(bell)) : "")
        + (callbacks.Listener is { } listener ? Here("listener", Callback(listener)) : "");

    private static string Callback(ScriptCallback callback) => $"""
        CALLBACK_SOCKET={Shell.Quote(callback.Socket ?? "")}
        CALLBACK_HOST={Shell.Quote(callback.Address)}
        CALLBACK_NAME={Shell.Quote(callback.Name)}
        CALLBACK_URL={Shell.Quote(callback.Url ?? "")}
        CALLBACK_PATH=/callback
        CALLBACK_TOKEN={Shell.Quote(callback.Token)}
        CALLER={Shell.Quote(callback.Caller.ToString())}

        """;

    // A mark nobody can guess: content cannot end its own here-document.
    private static string Here(string file, string content)
    {
        var mark = "E" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var end = content.EndsWith('\n') ? "" : "\n";
        return $"cat > {file} <<'{mark}' || exit 1\n{content}{end}{mark}\n";
    }
}
