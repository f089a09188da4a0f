namespace DeployTasks.Connections.Framing;

/// <summary>
/// Ends what still runs on the host when this process ends, however that comes (design §3.15). It costs no channel of
/// its own: stdin reaches the shell through a <c>cat</c>, and what stands behind that cat is done at end of file. It
/// finds the command by descent, so none has to be announced and none can slip through.
/// </summary>
internal static class Lifeline
{
    /// <summary>TERM, a second, KILL, for every process group below this shell; commands lead one each.</summary>
    private const string End = """
        end() {
          if [ -r /proc/self/stat ]; then
            t=$(for f in /proc/[0-9]*/stat; do
              { IFS= read -r l <"$f"; } || continue
              f=${f#/proc/}; set -- ${l##*) }; echo "${f%/stat} $2"
            done)
          else
            t=$(ps -A -o pid= -o ppid=)
          fi
          g=; for p in $(below $$); do kill -TERM "-$p" && g="$g $p"; done
          [ -z "$g" ] || sleep 1
          for p in $g; do kill -KILL "-$p"; done
        }
        below() { echo "$t" | while read -r p q; do [ "$q" = "$1" ] && echo "$p" && below "$p"; done; }

        """;

    /// <summary>Runs <paramref name="body"/> on the end of a lifeline. If it fails, the session ends at once.</summary>
    /// <remarks>
    /// Fd 4 is the stderr of commands; were it open here, nobody would see the session end. By <c>exec</c>, because dash
    /// keeps a copy of what a redirection replaces.
    /// </remarks>
    public static string Around(string body) =>
        $$"""
        {{End}}{ exec 4>&-; cat; exec >/dev/null; end; } | { {{body}} || kill $$; }

        """;

    /// <summary>For the login shell, whatever it is. Where a command leads no group, it is at least hit itself.</summary>
    public static string Signal(string? user, string signal, int group) =>
        Become.Command(user, $"sh -c 'kill -{signal} -{group} 2>/dev/null || kill -{signal} {group}'");
}
