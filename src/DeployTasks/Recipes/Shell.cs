namespace DeployTasks.Recipes;

public static class Shell
{
    /// <summary>
    /// One word for any POSIX shell. Always quoted: a bare <c>2</c>, <c>done</c> or <c>a=b</c> could mean something else.
    /// </summary>
    public static string Quote(string text) => "'" + InSingleQuotes(text) + "'";

    internal static string InSingleQuotes(string text) => WithoutNul(text).Replace("'", @"'\''");

    internal static string InDoubleQuotes(string text) =>
        WithoutNul(text).Replace(@"\", @"\\").Replace("\"", "\\\"").Replace("$", @"\$").Replace("`", @"\`");

    internal static string WithoutNul(string text) =>
        text.Contains('\0') ? throw new DeployException(Errors.NulInShell()) : text;
}
