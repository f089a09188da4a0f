namespace DeployTasks.Connections;

/// <summary>What the far end of a lifeline runs: POSIX sh, with nothing but <c>kill</c>, <c>sleep</c> and, for locks, <c>flock</c>.</summary>
internal static class LifelineScript
{
    /// <param name="shell">
    /// Pid of the framed shell. Whatever is its child when the end comes is the running command, so no command has to be
    /// announced and none can slip through.
    /// </param>
    public static string For(string nonce, int shell) => $$"""
        trap '' HUP INT PIPE
        children() {
          if [ -r /proc/self/stat ]; then
            for f in /proc/[0-9]*/stat; do
              { IFS= read -r l <"$f"; } 2>/dev/null || continue
              p=$1; set -- ${l##*) }; q=$2; set -- "$p"
              [ "$q" = "$p" ] && f=${f#/proc/} && echo "${f%/stat}"
            done
          else
            ps -A -o ppid= -o pid= | while read -r q p; do [ "$q" = "$1" ] && echo "$p"; done
          fi
        }
        signal() {
          kill -"$1" -"$2" 2>/dev/null && return
          for c in $(children "$2"); do signal "$1" "$c"; done
          kill -"$1" "$2" 2>/dev/null
        }
        say() {
          printf '%s %d B 0\n%s %d R %d\n' {{nonce}} "$n" {{nonce}} "$n" "$1"
          printf '%s %d R\n' {{nonce}} "$n" >&2
        }
        hold() {
          [ "$1" = "$held" ] && return 0
          command -v flock >/dev/null && true 2>/dev/null >>"$1" || return 2
          exec 9>>"$1"
          flock -n 9 && held=$1 && return 0
          exec 9>&-
          return 1
        }
        held= watched= n=0; say 0
        while read -r n verb rest; do
          case $verb in
            TERM|KILL) signal "$verb" "$rest" ;;
            watch) watched="$watched $rest" ;;
            forget) w=; for p in $watched; do [ "$p" = "$rest" ] || w="$w $p"; done; watched=$w ;;
            lock) hold "$rest" ;;
          esac
          say $?
        done
        left="$(children {{shell}}) $watched"
        case $left in *[0-9]*) ;; *) exit ;; esac
        for p in $left; do signal TERM "$p"; done
        sleep 1 9>&-
        for p in $left; do signal KILL "$p"; done
        """;
}
