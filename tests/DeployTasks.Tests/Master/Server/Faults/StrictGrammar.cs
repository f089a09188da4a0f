using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeployTasks.Tests.Master.Server.Faults;

/// <summary>
/// The requests we mean, written down a second time and without knowing Kestrel: whatever the server does as it was told must be
/// one of them. What <see cref="RawRequestTests.Accepted"/> pins is allowed here too.
/// </summary>
internal sealed class StrictGrammar(int port, string worker, string script)
{
    private static readonly Regex Head = new(
        @"\A[\r\n]*POST (?<path>/load|/save|/proxy|/callback) +HTTP/1\.[01]\r\n(?:(?<name>[^: \t\r\n\0]+):(?<value>[^\r\n\0]*)\r\n)+\r\n",
        RegexOptions.ExplicitCapture);

    private static readonly string[] Refused = ["transfer-encoding", "expect", "origin", "referer", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 300 };

    /// <summary>How many such requests these bytes begin with.</summary>
    public int CountIn(string bytes)
    {
        var count = 0;
        while (LengthOf(bytes) is { } length)
        {
            (bytes, count) = (bytes[length..], count + 1);
        }

        return count;
    }

    private int? LengthOf(string bytes)
    {
        if (Head.Match(bytes) is not { Success: true } head)
        {
            return null;
        }

        var headers = head.Groups["name"].Captures.Zip(head.Groups["value"].Captures)
            .ToLookup(header => header.First.Value.ToLowerInvariant(), header => header.Second.Value.Trim(' ', '\t'));
        var isScript = head.Groups["path"].Value == "/callback";
        var isOurs = headers["host"].SequenceEqual([$"127.0.0.1:{port}"])
            && headers["authorization"].SequenceEqual([$"Bearer {(isScript ? script : worker)}"], StringComparer.OrdinalIgnoreCase)
            && headers["content-type"].SequenceEqual([isScript ? "application/octet-stream" : "application/json"])
            && (!isScript || headers["x-job"].SequenceEqual(["web1/job"]))
            && !Refused.Any(headers.Contains);
        return isOurs && headers["content-length"].ToArray() is [var length] && Regex.IsMatch(length, @"\A\+?[0-9]{1,9}\z")
            && head.Length + int.Parse(length) is var end && end <= bytes.Length
            && (isScript || IsMessage(head.Groups["path"].Value, bytes[head.Length..end]))
            ? end
            : null;
    }

    private static bool IsMessage(string path, string body)
    {
        string[] members = path switch
        {
            "/load" => ["host"],
            "/save" => ["host", "changed", "shared", "hidden"],
            _ => ["host", "function", "arguments"],
        };
        try
        {
            using var json = JsonDocument.Parse(Encoding.Latin1.GetBytes(body), Strict);
            return json.RootElement.GetProperty("host").GetString() == "web1" && json.RootElement.EnumerateObject().All(member => members.Contains(member.Name));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }
}
