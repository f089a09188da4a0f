namespace DeployTasks.Connections.Framing;

/// <summary>
/// Brings a script to a side channel whose stdin is needed for something else. Only this constant is seen by the login
/// shell, which may be csh or fish: no exclamation mark, no line end. <c>read</c> takes byte by byte, so what follows
/// the script stays in the pipe; a script that was cut is never run.
/// </summary>
internal static class Loader
{
    private const string Text =
        """sh -c 'n=$(printf "\n_"); n=${n%_}; s=; IFS= read -r e; while IFS= read -r l; do case $l in "$e") eval "$s"; exit;; esac; s=$s$l$n; done'""";

    public static string Command(string? user) => Become.Command(user, Text);

    /// <param name="nonce">Stands in no line of the script alone.</param>
    public static string Feed(string script, string nonce) => $"{nonce}\n{script}\n{nonce}\n";
}
