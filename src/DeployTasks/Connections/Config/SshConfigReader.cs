namespace DeployTasks.Connections.Config;

/// <summary>
/// Reads ssh_config: <c>Host</c> blocks with their patterns, first value wins. It follows no <c>Include</c>, and a
/// <c>Match</c> block counts as one for other hosts.
/// </summary>
internal static class SshConfigReader
{
    /// <summary>There is nothing in these files that this reader does not know.</summary>
    public static bool IsPlain(IEnumerable<string> files)
    {
        // Not by LINQ: every worker passes here, and its first use of each operator costs as much as the reading.
        foreach (var file in files)
        {
            foreach (var text in File.ReadLines(file))
            {
                if (Split(text) is { } line && !IsPlain(line))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsPlain(SshConfigLine line) => line.Keyword switch
    {
        "match" or "canonicalizehostname" => false,
        "include" => IsEmpty(line.Value.Trim('"')),
        "hostname" => !line.Value.Replace("%h", "", StringComparison.Ordinal).Contains('%'),
        _ => line.Value.AsSpan().IndexOfAny('%', '$') < 0,
    };

    public static IEnumerable<SshConfigLine> Read(IEnumerable<string> files, string host)
    {
        foreach (var file in files)
        {
            var isOurs = true;
            foreach (var (keyword, value) in File.ReadLines(file).Select(Split).OfType<SshConfigLine>())
            {
                isOurs = keyword switch
                {
                    "host" => IsFor(Words(value), host),
                    "match" => false,
                    _ => isOurs,
                };
                if (isOurs && keyword is not "host")
                {
                    yield return new(keyword, keyword == "hostname" ? value.Replace("%h", host, StringComparison.Ordinal) : value);
                }
            }
        }
    }

    /// <summary>Its words, of which those in quotes may hold blanks.</summary>
    public static IReadOnlyList<string> Words(string value)
    {
        var words = new List<string>();
        for (var rest = value.TrimStart(); rest.Length > 0; rest = rest.TrimStart())
        {
            var isQuoted = rest[0] == '"';
            var from = isQuoted ? 1 : 0;
            var end = isQuoted ? rest.IndexOf('"', from) : rest.IndexOfAny([' ', '\t']);
            words.Add(end < 0 ? rest[from..] : rest[from..end]);
            rest = end < 0 ? "" : rest[(end + 1)..];
        }

        return words;
    }

    // Debian's own file includes a folder that is empty on most machines.
    private static bool IsEmpty(string pattern) =>
        Path.GetDirectoryName(pattern) is { } folder && Path.IsPathRooted(pattern) && folder.IndexOfAny(['*', '?']) < 0
        && (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Any());

    private static bool IsFor(IReadOnlyList<string> patterns, string host) =>
        patterns.Any(pattern => !pattern.StartsWith('!') && Glob.Matches(pattern, host))
            && !patterns.Any(pattern => pattern.StartsWith('!') && Glob.Matches(pattern.AsSpan(1), host));

    // Blanks or one equals sign stand between keyword and value.
    private static SshConfigLine? Split(string line)
    {
        var text = line.Trim();
        var end = text.IndexOfAny([' ', '\t', '=']);
        return text is ['#', ..] || end <= 0 ? null
            : new(text[..end].ToLowerInvariant(), WithoutComment(text[end..].TrimStart(' ', '\t', '=')));
    }

    // A number sign begins one where it begins a word, outside quotes (argv_split in OpenSSH's misc.c).
    private static string WithoutComment(string value)
    {
        var isQuoted = false;
        for (var at = 0; at < value.Length; at++)
        {
            isQuoted ^= value[at] == '"';
            if (value[at] == '#' && !isQuoted && (at == 0 || char.IsWhiteSpace(value[at - 1])))
            {
                return value[..at].TrimEnd();
            }
        }

        return value;
    }
}

/// <param name="Keyword">In lower case.</param>
/// <param name="Value">As it is written, with its quotes.</param>
internal sealed record SshConfigLine(string Keyword, string Value);
