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

        """;

    /// <summary>
    /// The command of the shell of commands whose lifeline is held by <paramref name="pid"/>: the third below it, after the
    /// one behind the pipe and the shell of commands itself. For <see cref="Signal"/>.
    /// </summary>
    public static string OfShell(int pid) => $"$(running {pid})";

    /// <summary>For a shell of the command's user. It answers who got the signal, on one line, at once or a second later.</summary>
    /// <param name="command">Its pid, <see cref="OfShell"/>, or who got an earlier signal.</param>
    public static string Signal(string signal, string command) => $$"""
        exec 2>/dev/null
        {{Functions}}i=0
        until look; v=$(for c in {{command}}; do victims "$c"; done); [ -n "$v" ] || [ $i = 5 ]; do i=$((i+1)); sleep 0.2 || sleep 1; done
        echo $v; kill -{{signal}} $v

        """;
}
