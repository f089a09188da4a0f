using DeployTasks.SshNet.Trust;

namespace DeployTasks.SshNet.Config;

/// <summary>
/// Reads ssh_config where no client does it for us: <c>Host</c> blocks with their patterns, first value wins. It follows
/// no <c>Include</c>, and a <c>Match</c> block counts as one for other hosts.
/// </summary>
internal static class SshConfigReader
{
    public static IEnumerable<(string Keyword, string Value)> Read(IEnumerable<string> files, string host)
    {
        foreach (var file in files.Where(File.Exists))
        {
            var isOurs = true;
            foreach (var (keyword, value) in File.ReadLines(file).Select(Split).OfType<(string, string)>())
            {
                isOurs = keyword switch
                {
                    "host" => IsFor(value, host),
                    "match" => false,
                    _ => isOurs,
                };
                if (isOurs && keyword is not "host")
                {
                    yield return (keyword, keyword == "hostname" ? value.Replace("%h", host, StringComparison.Ordinal) : value);
                }
            }
        }
    }

    private static bool IsFor(string patterns, string host)
    {
        var words = patterns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(words, word => word[0] != '!' && Glob.Matches(word, host))
            && !Array.Exists(words, word => word[0] == '!' && Glob.Matches(word.AsSpan(1), host));
    }

    // Blanks or one equals sign stand between keyword and value.
    private static (string, string)? Split(string line)
    {
        var text = line.Trim();
        var end = text.IndexOfAny([' ', '\t', '=']);
        return text is ['#', ..] || end <= 0 ? null : (text[..end].ToLowerInvariant(), text[end..].TrimStart(' ', '\t', '=').Trim('"'));
    }
}
