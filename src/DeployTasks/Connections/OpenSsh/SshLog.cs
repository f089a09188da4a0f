namespace DeployTasks.Connections.OpenSsh;

/// <summary>What an ssh client wrote about one connection, with <c>LogLevel DEBUG1</c>.</summary>
internal sealed class SshLog(string text)
{
    /// <summary>Without what only a developer of ssh wants to read.</summary>
    public string Brief { get; } = string.Join('\n', text.Split('\n')
        .Select(line => line.TrimEnd())
        .Where(line => line.Length > 0 && !line.StartsWith("debug", StringComparison.Ordinal) && line[0] != '@'));

    /// <summary>From here on the host itself is at fault, or what it runs.</summary>
    public bool IsLoggedIn => Has("Authenticated to ");

    public bool IsUnknownKey => Has("Host key verification failed") && Has("host key is known for");

    /// <summary>The key's owner changed what runs: <c>command=</c> beside it on the host.</summary>
    public bool IsCommandForced => After("key options: ").Split(' ').Contains("command");

    public LoginFacts Facts => new()
    {
        Said = Brief,
        HostKey = After("Server host key: "),
        KeyOwner = Between("host key is known for ", " and you have") ?? "",
        OffendingKey = After("Offending ").Split(" key in ")[^1],
        Methods = Between("Permission denied (", ")") ?? "",
        OfferedKeys = [.. text.Split("Offering public key: ")[1..].Select(rest => rest.Split('\n')[0].Trim())],
        UnknownName = Between("Could not resolve hostname ", ": ") ?? "",
        IsKeyAccepted = Has("Server accepts key"),
        Banner = Banner,
    };

    /// <summary>The first line of something that does not speak SSH; null when there was none.</summary>
    public string? Banner => Between("banner line 0: ", "\n")?.Trim();

    public bool Has(string part) => text.Contains(part, StringComparison.Ordinal);

    private string After(string part) => Between(part, "\n")?.Trim() ?? "";

    private string? Between(string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }
}
