using System.Text.Json;

namespace DeployTasks.GitHub;

/// <summary>What an answer that is no success says in words.</summary>
internal static class GitHubMessage
{
    private const int Longest = 300;

    /// <param name="answer">Its content has been read to the end.</param>
    public static string Of(HttpResponseMessage answer)
    {
        // The same stream every time, which somebody may have read before.
        var body = answer.Content.ReadAsStream();
        body.Position = 0;
        var text = Read(body) ?? answer.ReasonPhrase ?? "";
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    private static string? Read(Stream body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, GitHubJson.Default.ErrorAnswer) is { } error
                ? $"{error.Message}{(error.Errors is { } more ? $" {more.GetRawText()}" : "")}"
                : null;
        }
        catch (JsonException)
        {
            // A page of some proxy.
            return null;
        }
    }
}
