using DeployTasks.Connections;

namespace DeployTasks.Worker;

/// <summary>
/// Shell that reads the file of the setting <c>dotenv</c> on the host. To a shell such a file would be a script, and a password
/// with a semicolon in it a command: so every line is taken as it stands. No program is started for that.
/// </summary>
internal static class Dotenv
{
    private const int Refused = 78;
    private const string Complaint = "dotenv: ";
    private const string Blank = " \t";

    /// <param name="path">A shell word.</param>
    public static string Read(string path) => $$"""
        dt_file={{path}} dt_at=0
        dt_refuse() { printf '{{Complaint}}%s %s\n' "$dt_file" "$1" >&2; exit {{Refused}}; }
        { [ -r "$dt_file" ] && [ ! -d "$dt_file" ]; } || dt_refuse 'cannot be read'
        while IFS= read -r dt_line || [ -n "$dt_line" ]; do
          dt_at=$((dt_at + 1)) dt_line=${dt_line%'{{"\r"}}'} dt_line=${dt_line#'{{"\uFEFF"}}'}
          dt_line=${dt_line#"${dt_line%%[!{{Blank}}]*}"}
          case $dt_line in export['{{Blank}}']*) dt_line=${dt_line#export} dt_line=${dt_line#"${dt_line%%[!{{Blank}}]*}"} ;; esac
          case $dt_line in '' | '#'*) continue ;; *=*) ;; *) dt_refuse "sets nothing in line $dt_at" ;; esac
          dt_name=${dt_line%%=*} dt_value=${dt_line#*=}
          dt_name=${dt_name%"${dt_name##*[!{{Blank}}]}"}
          case $dt_name in '' | [0-9]* | *[!A-Za-z0-9_]*) dt_refuse "has no name of a variable in line $dt_at" ;; esac
          dt_value=${dt_value#"${dt_value%%[!{{Blank}}]*}"} dt_value=${dt_value%"${dt_value##*[!{{Blank}}]}"}
          case $dt_value in \'*\' | \"*\") dt_value=${dt_value#?} dt_value=${dt_value%?} ;; esac
          export "$dt_name=$dt_value"
        done <"$dt_file"
        unset dt_file dt_at dt_line dt_name dt_value; unset -f dt_refuse

        """;

    /// <summary>What the shell had to say about the file; null when it was something else that failed.</summary>
    /// <param name="tail">The last lines of the command.</param>
    public static Error? RefusalIn(RemoteResult result, string tail)
    {
        var last = tail[(tail.LastIndexOf('\n') + 1)..];
        return result is { End: RemoteEnd.Exited, Exit: Refused } && last.StartsWith(Complaint, StringComparison.Ordinal)
            ? Errors.DotenvRefused(last[Complaint.Length..])
            : null;
    }
}
