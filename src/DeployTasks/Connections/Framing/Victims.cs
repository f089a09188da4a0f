namespace DeployTasks.Connections.Framing;

/// <summary>
/// What ends with a command: all that descends from it and, where commands have a session to themselves, all that came
/// into it after the command, whoever is its parent by now. What an earlier command left behind is older, and stays.
/// </summary>
internal static class Victims
{
    /// <summary>
    /// Shell functions. A shell reads a file byte by byte, so one sed reads them all: on a loaded host that is the
    /// difference between moments and seconds. A line is pid, parent, session and start (proc(5)). Parents come before
    /// their children, so that they start no more of them.
    /// </summary>
    public const string Functions = """
        n=$(printf '\n_'); n=${n%_}
        look() {
          set +f; if [ -r /proc/self/stat ]; then t=$(sed 's/^\([0-9]*\) .*) . \([^ ]*\) [^ ]* \([^ ]*\) \([^ ]* \)\{15\}\([^ ]*\) .*/\1 \2 \3 \5/' /proc/[0-9]*/stat)
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

        """;

    /// <summary>
    /// The command of the shell of commands whose lifeline is held by <paramref name="pid"/>: the third below it, after the
    /// one behind the pipe and the shell of commands itself. For <see cref="End"/>.
    /// </summary>
    public static string OfShell(int pid) => $"$(running {pid})";

    /// <summary>
    /// For a shell of the command's user: TERM for all, at most two seconds for them to tidy up, KILL. It goes on to its end
    /// when nobody waits for it any more. Who is dead need not be buried: a container's first process may take its time.
    /// A command that is still on its way is waited for, a second.
    /// </summary>
    /// <param name="command">Its pid, or <see cref="OfShell"/>.</param>
    public static string End(string command) => $$"""
        exec 2>/dev/null
        {{Functions}}pause() { sleep "$1" || sleep 1; }
        alive() { kill -0 "$1" && { read -r x <"/proc/$1/stat" || x=; case ${x##*) } in [ZX]*) false;; esac; }; }
        any() { for p in $v; do alive "$p" && return; done; return 1; }
        for w in 0.1 0.2 0.3 0.4; do look; v=$(all {{command}}); [ -z "$v" ] || break; pause $w; done
        kill -TERM $v
        for w in 0.1 0.2 0.4 0.5 0.8; do any || break; pause $w; done
        kill -KILL $v

        """;
}
