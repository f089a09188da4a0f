namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>
/// Lines that GitHub's runner acts on
/// (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
/// </summary>
internal static class WorkflowCommand
{
    public const string EndGroup = "::endgroup::";

    /// <summary>GitHub cuts the message of an annotation here.</summary>
    private const int LongestMessage = 4096;

    public static string Group(string title) => $"::group::{Data(title)}";

    public static string AddMask(string text) => $"::add-mask::{Data(text)}";

    /// <summary>Until <see cref="Resume"/> with the same token no line is a command.</summary>
    public static string Stop(string token) => $"::stop-commands::{token}";

    public static string Resume(string token) => $"::{token}::";

    public static string Error(string message, params IEnumerable<(string Name, string Value)> properties)
    {
        var list = string.Join(',', properties.Select(property => $"{property.Name}={Property(property.Value)}"));
        return $"::error {list}::{Data(message[..Math.Min(message.Length, LongestMessage)])}";
    }

    private static string Data(string text) =>
        text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
