namespace DeployTasks.Recipes.Keys;

internal static class TaskNames
{
    public const string Pattern = "^[A-Za-z0-9_][A-Za-z0-9_:./-]*$";

    /// <summary>Such as <c>deploy:publish</c>; never like an option or a selector.</summary>
    public static bool IsGood(string name) => name.Length is > 0 and <= 100 && name[0] is not (':' or '.' or '/' or '-')
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' or '.' or '/' or '-');
}
