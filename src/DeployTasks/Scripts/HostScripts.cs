using DeployTasks.Recipes;

namespace DeployTasks.Scripts;

/// <summary>What is asked of a host about its jobs, as text: commands are data, running them is somebody else's job.</summary>
internal static class HostScripts
{
    /// <summary>The status of every job, or of those whose ids match a pattern, a JSON object a line.</summary>
    public static string Report(ScriptHome home, string? ids) => HostFiles.Read("process.sh") + Look(home, ids);

    /// <summary>Returns when the job is final: for hosts that cannot call back. Its output is the report.</summary>
    public static string Wait(ScriptHome home, string id) => $$"""
        {{Enter(home, id)}}
        {{HostFiles.Read("process.sh")}}
        keep "$PPID"
        report() {
        {{Look(home, id)}}}
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
        {HostFiles.Here("callback.new", callback.ForHost)}
        mv callback.new callback
        {Report(home, id)}
        keep "$PPID"
        """;

    /// <summary>Bytes of the log from an offset on.</summary>
    public static string Log(ScriptHome home, string id, long offset) =>
        $"{Enter(home, id)}\ntail -c +{offset + 1} log\n";

    /// <summary>The end of the log: so many bytes, and one more where there are more.</summary>
    public static string Tail(ScriptHome home, string id, int bytes) => $"{Enter(home, id)}\ntail -c {bytes + 1} log\n";

    /// <summary>TERM for the script's process group, KILL two seconds later; the runner records it as stopped.</summary>
    public static string Stop(ScriptHome home, string id) => $"""
        {Enter(home, id)}
        {HostFiles.Read("process.sh")}
        tries=0
        until [ -s child ] || [ "$tries" -ge 20 ]; do tries=$((tries + 1)); sleep 0.1 2>/dev/null || sleep 1; done
        lives . || exit 0
        : > stopped
        # A script that has only just been forked leads no group yet.
        tries=0
        until kill -TERM "-$child" 2>/dev/null; do
          tries=$((tries + 1))
          [ "$tries" -lt 50 ] && lives . || exit 0
          sleep 0.1 2>/dev/null || sleep 1
        done
        tries=0
        while kill -0 "-$child" 2>/dev/null && [ "$tries" -lt 20 ]; do tries=$((tries + 1)); sleep 0.1 2>/dev/null || sleep 1; done
        kill -KILL "-$child" 2>/dev/null
        exit 0

        """;

    /// <summary>Removes the folders of jobs, except where the script runs on although its runner is gone.</summary>
    public static string Remove(ScriptHome home, IEnumerable<string> ids) => $"""
        cd {home.Quoted} || exit 91
        {HostFiles.Read("process.sh")}
        for id in {string.Join(' ', ids.Select(Shell.Quote))}; do
          if lives "./$id"; then echo "$id still runs as process $child, without its runner: stop it first" >&2; left=1
          else rm -rf "./$id" || left=1
          fi
        done
        exit ${"{left:-0}"}

        """;

    private static string Look(ScriptHome home, string? ids) =>
        $"set -- {home.Quoted} {(ids is null ? "" : Shell.Quote(ids))}\n{HostFiles.Read("report.sh")}";

    private static string Enter(ScriptHome home, string id) =>
        $"cd {home.Quoted}/{Shell.Quote(id)} 2>/dev/null || exit 91";
}
