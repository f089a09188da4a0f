namespace DeployTasks.Prompts;

/// <summary>
/// Names of the environment variables that answer a question. Compiled into the packages for MSBuild (netstandard2.0) and
/// Cake too: they hand answers to the tool and do not load the engine.
/// </summary>
internal static class AnswerName
{
    public static string Of(string key) => "DEPLOY_ANSWER_" + Upper(key);

    public static string Of(string key, string host) => $"{Of(key)}__{Upper(host)}";

    private static string Upper(string name) =>
        string.Concat(name.Select(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? char.ToUpperInvariant(letter) : '_'));
}
