using System.Text;
using DeployTasks.Recipes;

namespace DeployTasks.Connections.Framing;

/// <summary>
/// The text that makes a shell run commands in frames of markers. It travels on stdin: never in argv, of any length, and
/// no command can eat what comes after it. Braces round each: one that is cut while it travels is a syntax error, not
/// half a command.
/// </summary>
internal sealed record FrameScript(string Nonce, bool HasDevFd)
{
    private const string Deaf = "trap : HUP INT QUIT TERM; ";
    private const string Quiet = "exec 4>&2 2>/dev/null\n";

    /// <summary>The shell that was greeted leads its session.</summary>
    public bool LeadsSession { get; init; }

    /// <summary>How many locks the shell of all commands can hold: one on each file descriptor from 9 downwards.</summary>
    public const int MostLocks = 5;

    // What the shell of all commands keeps to itself.
    private const string Closed = "4>&- 5>&- 6>&- 7>&- 8>&- 9>&-";

    /// <summary>
    /// Answers with its pid and what the host has. Its own words go to /dev/null (fd 4 keeps the stderr of commands): bash
    /// reports a killed command with its whole text, secrets included. Hence the subshells round commands too: dash
    /// redirects a command's streams in itself before it forks.
    /// </summary>
    /// <remarks>The fields of /proc/PID/stat behind the name are state, parent, group and session (proc(5)).</remarks>
    public string Greeting => Quiet + $$"""
        {{Begin(0)}}
        [ -e /dev/fd/0 ] && printf 'fd '
        command -v setsid >/dev/null && read -r p </proc/$$/stat && set -- ${p##*) } && [ "$4" = $$ ] && printf 'leader '
        set --; unset p
        {{End(0, "0")}}

        """;

    /// <summary>Ends the shell of all commands while none runs.</summary>
    public const string Goodbye = "exit\n";

    /// <summary>Makes of a shell that was greeted the shell of all commands, in a session of its own where the host can.</summary>
    /// <param name="first">The first of them.</param>
    public static string ForAll(string first) =>
        Lifeline.Around("if command -v setsid >/dev/null; then setsid sh; else sh; fi", first);

    /// <summary>For a shell that was greeted and leads its session: its first command.</summary>
    public string Watched(int number, RemoteCommand command) => Deaf + Framed(number, Lifeline.Watch(Run(command)), exit: "$1");

    /// <summary>For a shell that runs this one command and has not been greeted. It says where its output begins.</summary>
    /// <param name="withInput">The command reads the shell's stdin and ends with it; else it has a lifeline.</param>
    public string Alone(RemoteCommand command, bool withInput)
    {
        var frame = Framed(1, InShellOfItsOwn(command, withInput ? "" : " </dev/null", Begin(1)));
        return Quiet + (withInput ? frame : Lifeline.Around($"({frame})"));
    }

    /// <summary>Takes a lock in the shell of all commands itself, which holds it to its end. Answers 0, 1 for busy, 2 for cannot.</summary>
    /// <param name="slot">Counts the locks of this shell.</param>
    /// <param name="isHeld">It has been taken there before; but if its file was removed since, nobody else sees it.</param>
    public string Lock(int number, string path, int slot, bool isHeld)
    {
        var (file, fd) = (Shell.Quote(path), 9 - slot);
        return Framed(number, $$"""
            r=2; if {{(isHeld ? "[ -e " + file + " ]" : "false")}}; then r=0; elif command -v flock >/dev/null && true >>{{file}}; then
            exec {{fd}}>>{{file}}; flock -n {{fd}}; r=$?; [ $r = 0 ] || exec {{fd}}>&-; fi
            (exit $r)
            """);
    }

    /// <summary>
    /// For the shell of all commands. A command is a subshell: a program started for each would cost the host more than
    /// all the rest. One that asks for its pid gets a shell of its own. <c>kill 0</c> in a command is not meant for the
    /// shell of all commands, which therefore does not listen.
    /// </summary>
    public string For(int number, RemoteCommand command) => Deaf + Framed(number, Run(command));

    private string Run(RemoteCommand command) => AsksForItsPid(command.Script)
        ? InShellOfItsOwn(command, " </dev/null", ":")
        : "(trap - HUP INT QUIT TERM\n" + Place(command) + "eval " + Shell.Quote(command.Script) + $"\n) 2>&4 3<&- {Closed} </dev/null";

    private string InShellOfItsOwn(RemoteCommand command, string input, string begin)
    {
        var shell = HasDevFd ? "exec sh /dev/fd/3" : """exec sh -c 's=$(cat <&3); exec 3<&-; eval "$s"'""";
        return $"({shell} 3<<'E{Nonce}' 2>&4 {Closed}{input}\nexec 3<&-; {begin}\n{Place(command)}{command.Script}\nE{Nonce}\n)";
    }

    private static bool AsksForItsPid(string script) => script.Contains("$$") || script.Contains("{$") || script.Contains("PPID");

    private static string Place(RemoteCommand command)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in command.Env)
        {
            text.Append("export ").Append(Name(name)).Append('=').Append(Shell.Quote(value)).Append('\n');
        }

        return command.Cwd is { } folder ? text.Append($"CDPATH= cd -- {RemotePath.Quote(folder)} || exit\n").ToString() : text.ToString();
    }

    // Scripts may be long: they are joined in one go, where interpolation would copy what it has each time it needs more room.
    private string Framed(int number, string command, string exit = "$?") => "{ " + command + "\n" + End(number, exit) + "; }\n";

    private string Begin(int number) => $"printf '%s B %d\\n' '{Nonce} {number}' $$";

    private string End(int number, string exit) =>
        $"printf '%s R %d\\n' '{Nonce} {number}' {exit}; printf '%s R\\n' '{Nonce} {number}' >&4";

    private static string Name(string name) =>
        VariableNames.IsName(name) ? name : throw new ArgumentException($"Not a name for a variable: {name}", nameof(name));
}
