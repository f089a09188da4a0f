using System.Text.RegularExpressions;

namespace DeployTasks.Tests.Events;

/// <summary>How MSBuild finds errors in the output of a tool (dotnet/msbuild, CanonicalError.cs), written anew.</summary>
internal static partial class CanonicalErrorParser
{
    public static bool Acts(string line) => Canonical().IsMatch(line);

    [GeneratedRegex(
        @"^\s*((((\d+>)?[a-zA-Z]?:[^:]*|[^:]*):)|)(()|([^:]*? ))(error|warning)( \s*[^: ]*)?\s*:.*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Canonical();
}
