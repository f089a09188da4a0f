namespace DeployTasks.Connections.Framing;

/// <summary>
/// What ends with a command: all that descends from it and, where commands have a session to themselves, all that came
/// into it after the command, whoever is its parent by now. What an earlier command left behind is older, and stays.
/// </summary>
internal static class Victims
{
    /// <summary>
    /// Shell functions. A shell reads a file byte by byte, so one sed reads them all: on a loaded host that is the
    /// difference between moments and seconds. It reads from cat, which passes over a process that dies while it is looked
    /// at; GNU sed itself gives up then, and all that stands behind it would live on. A line is pid, parent, session and
    /// start (proc(5)).
    /// Whoever uses them says by <c>targets</c> whose victims to seek, by the arguments of <c>seek</c> how long to wait for
    /// what is still on its way, in seconds between looks, and by <c>awaited</c> whether anything can be. What was found is
    /// held before it is ended: who was born since the look has no parent any more once that has ended, and is found no
    /// more. What is stopped bears none.
    /// </summary>
    public const string Functions = """
        look() {
          n=$(printf '\n_'); n=${n%_}; set +f; if [ -r /proc/self/stat ]; then t=$(cat /proc/[0-9]*/stat |
            sed 's/^\([0-9]*\) .*) . \([^ ]*\) [^ ]* \([^ ]*\) \([^ ]* \)\{15\}\([^ ]*\) .*/\1 \2 \3 \5/')
          else t=$(ps -A -o pid= -o ppid= | while read -r p q; do echo "$p $q 0 0"; done); fi
          set -f; IFS=$n
        }
        line() { for s in $t; do case $s in "$1 "*) echo "$s";; esac; done; }
        children() { for s in $t; do case $s in *" $1 "*" "*) echo "${s%% *}";; esac; done; }
        running() { for c in $(children "$1"); do for c in $(children "$c"); do children "$c"; done; done; }
        below() { for s in $(children "$1"); do echo "$s"; below "$s"; done; }
        younger() { [ "$3" = "$7" ] && [ "$4" -ge "$8" ] && { [ "$4" -gt "$8" ] || [ "$1" -gt "$5" ]; } && echo "$1"; }
        victims() {
          kill -0 "$1" || return; echo "$1"; below "$1"
          q="$(line "$1") $(line $$)"; IFS=' '; set -- $q; IFS=$n
          [ "$3" = "$7" ] || for s in $t; do IFS=' '; younger $s "$@"; IFS=$n; done
        }
        all() { for c; do victims "$c"; done; }
        pause() { sleep "$1" || sleep 1; }
        held() { echo "$v"; for c in $v; do below "$c"; done; }
        hold() { for w in 1 2 3 4 5; do kill -STOP $v; look; u=$v; v=$(held | sort -u); [ "$u" != "$v" ] || return; done; }
        seek() { for w; do look; v=$(all $(targets) | sort -u); [ -z "$v" ] && awaited || return; pause $w; done; }

        """;

    /// <summary>Ends a command that has said its pid. For a shell of the command's user.</summary>
    public static string EndOf(int pid) => End($"echo {pid}");

    /// <summary>
    /// Ends the command of the shell of commands whose lifeline is held by <paramref name="pid"/>: the third below it, after the
    /// one behind the pipe and the shell of commands itself.
    /// </summary>
    public static string EndOfShell(int pid) => End($"running {pid}");

    /// <summary>Ends the first command of the shell <paramref name="pid"/>: the younger of its two children (<see cref="Lifeline.Watch"/>).</summary>
    public static string EndOfWatched(int pid) => End(
        $"""for s in $t; do case $s in *" {pid} "*" "*) echo "$s";; esac; done | sort -k4,4n -k1,1n | sed -n '2,$s/ .*//p'""");

    // TERM for all, at most two seconds for them to tidy up, KILL. It goes on to its end when nobody waits for it any more.
    // Who is dead need not be buried: a container's first process may take its time.
    private static string End(string targets) => $$"""
        exec 2>/dev/null
        targets() { {{targets}}; }
        awaited() { :; }
        {{Functions}}alive() { kill -0 "$1" && { read -r x <"/proc/$1/stat" || x=; case ${x##*) } in [ZX]*) false;; esac; }; }
        any() { for p in $v; do alive "$p" && return; done; return 1; }
        seek 0.1 0.2 0.3 0.4
        hold; kill -TERM $v; kill -CONT $v
        for w in 0.1 0.2 0.4 0.5 0.8; do any || break; pause $w; done
        any && hold; kill -KILL $v

        """;
}
