namespace DeployTasks.Connections.Framing;

/// <summary>
/// Ends what still runs on the host when this process ends, however that comes (design §3.15). It costs no channel of
/// its own: stdin reaches the shell through a <c>cat</c>, and what stands behind that cat is done at end of file.
/// </summary>
internal static class Lifeline
{
    /// <summary>
    /// TERM for the command that runs, a second, KILL. A command that was sent may not have begun: as long as the shell of
    /// commands lives it may still read one, however slow the host is.
    /// </summary>
    private const string End = Victims.Functions + """
        targets() { running $$; }
        awaited() { for c in $(children $$); do for c in $(children "$c"); do kill -0 "$c" && return; done; done; return 1; }
        end() { seek 0.1 0.2 0.3 0.4 1 2 4 8; [ -z "$v" ] || { hold; kill -TERM $v; kill -CONT $v; sleep 1; hold; kill -KILL $v; }; }

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
}
