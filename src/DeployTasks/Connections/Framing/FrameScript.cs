using System.Text;
using DeployTasks.Recipes;

namespace DeployTasks.Connections.Framing;

/// <summary>
/// The text that makes a shell run one command in a frame of markers. The command is a here-document on fd 3: never in
/// argv, of any length, and it cannot eat what comes after it. Braces round the whole: a frame that is cut while it
/// travels is a syntax error, not half a command.
/// </summary>
internal sealed record FrameScript(string Nonce, bool HasSetsid, bool HasDevFd)
{
    /// <summary>
    /// Answers with its pid and what the host has, then becomes the shell of all commands. Its own words go to /dev/null
    /// (fd 4 keeps the stderr of commands): bash reports a killed command with its whole text, secrets included. Hence
    /// the subshells round commands too: dash redirects a command's streams in itself before it forks.
    /// </summary>
    public string Greeting => Quiet + Lifeline.Around($"""
        {Begin(0)}
        command -v setsid >/dev/null && printf 'setsid '; [ -e /dev/fd/0 ] && printf 'fd '
        {End(0, "0")}
        sh
        """);

    /// <summary>Ends the shell of all commands while none runs.</summary>
    public const string Goodbye = "exit\n";

    /// <summary>For a shell that runs this one command and has not been greeted.</summary>
    /// <param name="withInput">The command reads the shell's stdin and ends with it; else it has a lifeline.</param>
    public string Alone(RemoteCommand command, bool withInput) =>
        Quiet + (withInput ? For(1, command, withInput) : Lifeline.Around(For(1, command, withInput)));

    /// <summary>Takes a lock in the framing shell itself, which holds it to its end. Answers 0, 1 for busy, 2 for cannot.</summary>
    public string Lock(int number, string path) => $$"""
        { {{Begin(number)}}
        r=2; if command -v flock >/dev/null && true >>{{Shell.Quote(path)}}; then
        exec 9>>{{Shell.Quote(path)}}; flock -n 9; r=$?; [ $r = 0 ] || exec 9>&-; fi
        {{End(number, "$r")}}; }

        """;

    public string For(int number, RemoteCommand command, bool withInput = false)
    {
        var delimiter = $"E{Nonce}{number}";
        var text = new StringBuilder(command.Script.Length + 512);
        text.Append(HasSetsid ? "{ (exec setsid " : "{ set -m; (exec ");
        text.Append(HasDevFd ? "sh /dev/fd/3" : """sh -c 's=$(cat <&3); exec 3<&-; eval "$s"'""");
        text.Append($" 3<<'{delimiter}' 2>&4 4>&- 9>&-").Append(withInput ? "\n" : " </dev/null\n");
        text.Append("exec 3<&-; ").Append(Begin(number)).Append('\n');
        foreach (var (name, value) in command.Env)
        {
            text.Append("export ").Append(Name(name)).Append('=').Append(Shell.Quote(value)).Append('\n');
        }

        if (command.Cwd is { } folder)
        {
            text.Append("CDPATH= cd -- ").Append(Folder(folder)).Append(" || exit\n");
        }

        text.Append(command.Script).Append('\n').Append(delimiter).Append("\n)\n");
        text.Append(End(number, "$?")).Append("; }\n");
        return text.ToString();
    }

    private const string Quiet = "exec 4>&2 2>/dev/null\n";

    private string Begin(int number) => $"printf '%s B %d\\n' '{Nonce} {number}' $$";

    private string End(int number, string exit) =>
        $"printf '%s R %d\\n' '{Nonce} {number}' {exit}; printf '%s R\\n' '{Nonce} {number}' >&4";

    private static string Folder(string folder) =>
        folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal) ? "\"$HOME\"" + Shell.Quote(folder[1..]) : Shell.Quote(folder);

    private static string Name(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name
            : throw new ArgumentException($"Not a name for a variable: {name}", nameof(name));
}
