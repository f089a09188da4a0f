using DeployTasks.Recipes;

namespace DeployTasks.Connections.Framing;

/// <summary>
/// Ends what still runs on the host when this process ends, however that comes (design §3.15). It costs no channel of
/// its own: stdin reaches the shell through a <c>cat</c>, and what stands behind that cat is done at end of file.
/// </summary>
internal static class Lifeline
{
    /// <summary>TERM, a second, KILL.</summary>
    private const string Kill = """[ -z "$v" ] || { hold; kill -TERM $v; kill -CONT $v; sleep 1; hold; kill -KILL $v; }""";

    /// <summary>
    /// A command that was sent may not have begun: as long as the shell of commands lives it may still read one, however slow
    /// the host is.
    /// </summary>
    private const string End = Victims.Functions + $$"""
        targets() { running $$; }
        awaited() { for c in $(children $$); do for c in $(children "$c"); do kill -0 "$c" && return; done; done; return 1; }
        end() { seek 0.1 0.2 0.3 0.4 1 2 4 8; {{Kill}}; }

        """;

    // Stopped first: a shell that went on would begin something else, or end the one who does this.
    private const string EndOfWatched = "exec 2>/dev/null; s=$1; kill -STOP $s\n" + Victims.Functions + $$"""
        targets() { for c in $(children $s); do [ "$c" = $$ ] || echo "$c"; done; }
        awaited() { false; }
        seek 0; {{Kill}}
        kill -KILL $s

        """;

    /// <summary>
    /// For the first command of a shell, often its only one: a child of the shell reads its stdin while it does not, and is killed
    /// before it does again. A lifeline for many commands costs the host twice as much, this one again for each. Leaves the command's exit code in
    /// <c>$1</c>.
    /// </summary>
    /// <remarks>The shell leads its session, or <see cref="Victims"/> would find strangers there.</remarks>
    public static string Watch(string command) => $$"""
        exec 3<&0; { trap '' HUP INT QUIT TERM; while read -r x; do :; done; exec setsid sh -c {{Shell.Quote(EndOfWatched)}} sh $$; } <&3 3<&- 4>&- >/dev/null &
        {{command}}
        set -- $?; kill -KILL $!; wait $!; exec 3<&-
        """;

    /// <summary>Runs <paramref name="body"/> on the end of a lifeline. When it ends by itself, the session ends at once.</summary>
    /// <param name="first">What the body reads before all that comes from us.</param>
    /// <remarks>
    /// Nothing can run below a body that has ended, so it kills the cat and spares the host the look at all its processes.
    /// Fd 4 is the stderr of commands; were it open here, nobody would see the session end. By <c>exec</c>, because dash
    /// keeps a copy of what a redirection replaces.
    /// </remarks>
    public static string Around(string body, string first = "") =>
        $$"""
        {{End}}{ exec 3<&0 4>&-; cat <&3 3<&- & echo $!; printf %s {{Shell.Quote(first)}}; wait $!; [ $? = 143 ] || { exec >/dev/null; end; }; } | { read -r cat; {{body}}
        kill $cat; }; exit

        """;
}
