namespace DeployTasks.Recipes;

/// <summary>What may be the name of an environment variable.</summary>
internal static class VariableNames
{
    /// <param name="mayLoad">Permits those that make programs run somebody else's code.</param>
    public static Error? Check(string name, bool mayLoad) =>
        !IsName(name) ? Errors.BadVariableName(name)
        : !mayLoad && IsLoader(name) ? Errors.LoaderVariable(name)
        : null;

    public static bool IsName(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    public static bool IsLoader(string name) =>
        name is "BASH_ENV" or "ENV" or "PROMPT_COMMAND" or "PS4" or "IFS" or "SHELLOPTS" or "BASHOPTS"
        || name.StartsWith("LD_", StringComparison.Ordinal) || name.StartsWith("DYLD_", StringComparison.Ordinal)
        || name.StartsWith("BASH_FUNC_", StringComparison.Ordinal);
}
