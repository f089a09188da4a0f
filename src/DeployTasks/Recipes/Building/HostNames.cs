using System.Net;
using System.Net.Sockets;

namespace DeployTasks.Recipes.Building;

/// <summary>What may name a host. ssh would take <c>-oProxyCommand=…</c> for an option and <c>%h</c> for a token.</summary>
internal static class HostNames
{
    private const int Longest = 253;

    /// <summary>A host name, an IP literal, or either with <c>/something</c> that tells two aliases of it apart.</summary>
    public static bool IsAlias(string text)
    {
        var slash = text.IndexOf('/');
        return text != "all" && IsAddress(slash < 0 ? text : text[..slash]) && (slash < 0 || IsWord(text[(slash + 1)..]));
    }

    public static bool IsAddress(string text) => IsWord(text) || IsIPv6(Bare(text));

    public static bool IsIPv6(string text) => !text.Contains('%')
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary><c>[::1]</c> without its brackets; any other text as it is.</summary>
    public static string Bare(string text) => text is ['[', .. var inner, ']'] ? inner : text;

    private static bool IsWord(string text) => text.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
