namespace DeployTasks.Connections.Framing;

/// <summary>
/// Ends what still runs on the host when this process ends, however that comes (design §3.15). It costs no channel of
/// its own: stdin reaches the shell through a <c>cat</c>, and what stands behind that cat is done at end of file. It
/// finds the command by descent, so none has to be announced and none can slip through.
/// </summary>
internal static class Lifeline
{
    /// <summary>
    /// TERM, a second, KILL, for every process group below this shell; commands lead one each. A shell reads a file byte
    /// by byte, so one cat reads them all: on a loaded host that is the difference between moments and seconds.
    /// </summary>
    private const string End = """
        end() {
          if [ -r /proc/self/stat ]; then t=$(cat /proc/[0-9]*/stat)
          else t=$(ps -A -o pid= -o ppid= | while read -r p q; do echo "$p () S $q "; done); fi
          set -f; n=$(printf '\n_'); n=${n%_}; IFS=$n
          g=; for p in $(below $$); do kill -TERM "-$p" && g=$g$n$p; done
          [ -z "$g" ] || sleep 1
          for p in $g; do kill -KILL "-$p"; done
        }
        below() { for s in $t; do r=${s##*) }; case ${r#??} in "$1 "*) echo "${s%% *}"; below "${s%% *}";; esac; done; }

        """;

    /// <summary>Runs <paramref name="body"/> on the end of a lifeline. When it ends by itself, the session ends at once.</summary>
    /// <remarks>
    /// Nothing can run below a body that has ended, so it kills the cat and spares the host the look at all its processes.
    /// Fd 4 is the stderr of commands; were it open here, nobody would see the session end. By <c>exec</c>, because dash
    /// keeps a copy of what a redirection replaces.
    /// </remarks>
    public static string Around(string body) =>
        $$"""
        {{End}}{ exec 3<&0 4>&-; cat <&3 3<&- & echo $!; wait $!; [ $? = 143 ] || { exec >/dev/null; end; }; } | { read -r cat; {{body}}
        kill $cat; }; exit

        """;

    /// <summary>For the login shell, whatever it is. Where a command leads no group, it is at least hit itself.</summary>
    public static string Signal(string? user, string signal, int group) =>
        Become.Command(user, $"sh -c 'kill -{signal} -{group} 2>/dev/null || kill -{signal} {group}'");
}
