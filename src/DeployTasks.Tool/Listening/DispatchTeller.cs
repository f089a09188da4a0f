using System.Net.Http.Headers;
using System.Text.Json;
using DeployTasks.Master.Listening;

namespace DeployTasks.Tool.Listening;

/// <summary>
/// Starts workflows that listen to <c>repository_dispatch</c> of type <c>deploytasks-script</c>
/// (https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event).
/// </summary>
internal sealed class DispatchTeller(Uri address, string token) : ITeller
{
    private const string EventType = "deploytasks-script";

    // GitHub takes 64 KiB in all.
    private const int LongestLog = 16 * 1024;

    public async Task<string?> TellAsync(HeardCallback callback, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Body(ScriptEnd.Of(callback))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("DeployTasks");
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        try
        {
            using var answer = await client.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode ? null : $"GitHub answered {(int)answer.StatusCode} {answer.ReasonPhrase}";
        }
        catch (Exception unreached) when (unreached is HttpRequestException or OperationCanceledException)
        {
            return $"{address.Host} cannot be reached: {unreached.Message}";
        }
    }

    private static byte[] Body(ScriptEnd end)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("event_type", EventType);
            json.WriteStartObject("client_payload");
            json.WriteString("host", end.Host);
            json.WriteString("id", end.Id);
            json.WriteString("state", end.State);
            json.WritePropertyName("exit");
            if (end.Exit is { } exit)
                json.WriteNumberValue(exit);
            else
                json.WriteNullValue();
            json.WriteString("log", end.Log[Math.Max(0, end.Log.Length - LongestLog)..]);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}
