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
    /// Answers with its pid and what the host has. Then the shell's own words go to /dev/null (fd 4 keeps the stderr of
    /// commands): bash reports a killed command with its whole text, secrets included. Hence the subshells too: dash
    /// redirects a command's streams in itself before it forks.
    /// </summary>
    public string Greeting => $$"""
        exec 4>&2 2>/dev/null; printf '%s 0 B %d\n' {{Nonce}} $$
        command -v setsid >/dev/null && printf 'setsid '; [ -e /dev/fd/0 ] && printf 'fd '
        {{End(0, "0")}}

        """;

    /// <summary>For a shell that runs this one command and has not been greeted.</summary>
    public string Alone(RemoteCommand command, bool withInput) =>
        $"exec 4>&2 2>/dev/null\n{For(1, command, withInput)}";

    /// <param name="withInput">The command reads the shell's stdin; else it reads /dev/null.</param>
    public string For(int number, RemoteCommand command, bool withInput)
    {
        var mark = $"{Nonce} {number}";
        var delimiter = $"E{Nonce}{number}";
        var text = new StringBuilder(command.Script.Length + 512);
        text.Append("{ (exec ").Append(HasSetsid ? "setsid " : "");
        text.Append(HasDevFd ? "sh /dev/fd/3" : """sh -c 's=$(cat <&3); exec 3<&-; eval "$s"'""");
        text.Append($" 3<<'{delimiter}' 2>&4 4>&-").Append(withInput ? "\n" : " </dev/null\n");
        text.Append($"exec 3<&-; printf '%s B %d\\n' '{mark}' $$\n");
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

    private string End(int number, string exit) =>
        $"printf '%s R %d\\n' '{Nonce} {number}' {exit}; printf '%s R\\n' '{Nonce} {number}' >&4";

    private static string Folder(string folder) =>
        folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal) ? "\"$HOME\"" + Shell.Quote(folder[1..]) : Shell.Quote(folder);

    private static string Name(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name
            : throw new ArgumentException($"Not a name for a variable: {name}", nameof(name));
}
