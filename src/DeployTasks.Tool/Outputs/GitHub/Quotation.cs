using System.Security.Cryptography;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>
/// Shows text that others wrote: between <c>stop-commands</c> and a token that nobody could have known, new for every
/// block. The text is neutralised already; this is the second lock on the same door.
/// </summary>
internal static class Quotation
{
    private const int TokenLength = 32;

    public static IEnumerable<string> Of(IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
            return [];
        var token = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
        return [WorkflowCommand.Stop(token), .. lines, WorkflowCommand.Resume(token)];
    }
}
