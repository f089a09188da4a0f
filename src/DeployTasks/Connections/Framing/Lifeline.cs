namespace DeployTasks.Connections.Framing;

/// <summary>
/// Ends what still runs on the host when this process ends, however that comes (design §3.15). It costs no channel of
/// its own: stdin reaches the shell through a <c>cat</c>, and what stands behind that cat is done at end of file.
/// </summary>
internal static class Lifeline
{
    /// <summary>TERM for the command that runs, a second, KILL.</summary>
    private const string End = Victims.Functions + """
        targets() { running $$; }
        end() { seek; [ -z "$v" ] || { kill -TERM $v; sleep 1; kill -KILL $v; }; }

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
