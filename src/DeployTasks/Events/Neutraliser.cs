using System.Text;

namespace DeployTasks.Events;

/// <summary>
/// Takes the meaning from lines that a CI system or MSBuild would act on, by an invisible character in the middle of
/// the mark. Against GitHub, Azure, TeamCity, GitLab and MSBuild's canonical errors. A prefix is no defence: the old
/// form of GitHub's commands is found anywhere in a line (https://github.com/actions/runner/issues/4692).
/// </summary>
public static class Neutraliser
{
    private const char Invisible = '\u200b';

    public static string Neutralise(string line)
    {
        var text = line.Contains("##", StringComparison.Ordinal) ? WithoutMarks(line) : line;
        if (text.Contains("::", StringComparison.Ordinal) && text.AsSpan().TrimStart().StartsWith("::"))
            text = text.Insert(text.IndexOf("::", StringComparison.Ordinal) + 1, Invisible.ToString());
        foreach (var section in (string[])["section_start", "section_end"])
            text = text.Replace($"{section}:", $"{section}{Invisible}:");
        return WithoutWord(WithoutWord(text, "error"), "warning");
    }

    private static string WithoutMarks(string line) => line
        .Replace("##[", $"#{Invisible}#[")
        .Replace("##vso[", $"#{Invisible}#vso[", StringComparison.OrdinalIgnoreCase)
        .Replace("##teamcity[", $"#{Invisible}#teamcity[", StringComparison.OrdinalIgnoreCase);

    // MSBuild takes "error : x", "error CODE : x" and the same with an origin in front for an error of the build.
    private static string WithoutWord(string line, string word)
    {
        var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return line;
        var text = new StringBuilder(line.Length + 1);
        var from = 0;
        for (; at >= 0; at = line.IndexOf(word, from, StringComparison.OrdinalIgnoreCase))
        {
            text.Append(line, from, at + word.Length - from);
            from = at + word.Length;
            if (LooksLikeCodeAndColon(line.AsSpan(from)))
                text.Append(Invisible);
        }
        return text.Append(line, from, line.Length - from).ToString();
    }

    private static bool LooksLikeCodeAndColon(ReadOnlySpan<char> rest)
    {
        if (rest.TrimStart().StartsWith(":"))
            return true;
        var code = rest.TrimStart();
        if (code.Length == rest.Length)
            return false;
        var end = code.IndexOfAny(' ', ':');
        return end >= 0 && code[end..].TrimStart().StartsWith(":");
    }
}
