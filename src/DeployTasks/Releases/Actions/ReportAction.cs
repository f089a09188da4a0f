using System.Text;
using System.Text.Json;
using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Prints facts of a host, one JSON object a line; the tool makes tables of them.</summary>
internal sealed class ReportAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    private const int DefaultCount = 50;

    private static readonly string[] KnownMembers =
        ["time", "event", "release", "previous", "restored", "user", "run", "ci", "revision", "digest", "size"];

    public async Task<Outcome> ReleasesAsync(CancellationToken cancel)
    {
        var answer = await shell.AskAsync(
            layout.Script("lock-lib", "list").With("max_age", LockAction.MaxAge(scope.Settings)).With("owner", ""), cancel);
        if (answer.Error is { } error)
        {
            return Outcome.Failed(error);
        }

        Print(json =>
        {
            json.WriteString("current", answer["current"]);
            Since(json, answer);
            json.WriteString("lock", answer["lock"] is { Length: > 0 } held ? LockContent.Describe(held).Who : null);
            if (answer["left-behind"] is { } dead)
            {
                json.WriteString("left_behind", LockContent.Describe(dead).Who);
            }

            json.WriteStartArray("releases");
            var lines = answer.All("release").Select(line => line.Split(' ', 4)).Where(line => line.Length == 4);
            foreach (var line in lines.OrderBy(Sequence))
            {
                Release(json, line);
            }

            json.WriteEndArray();
        });
        return Outcome.Unchanged;
    }

    public async Task<Outcome> HistoryAsync(CancellationToken cancel)
    {
        var count = scope.Settings.Number("history_count") ?? DefaultCount;
        var answer = await shell.AskAsync(layout.Script("history").With("count", $"{count}"), cancel);
        foreach (var entry in answer.Lines.Select(Stored).OfType<JsonElement>())
        {
            Print(json => Members(json, entry));
        }

        return answer.Error is { } error ? Outcome.Failed(error) : Outcome.Unchanged;
    }

    // Whoever changes the link by hand writes nothing down.
    private static void Since(Utf8JsonWriter json, Answer answer)
    {
        if (Stored(answer["served"] ?? "") is { } entry && (Text(entry, "restored") ?? Text(entry, "release")) == answer["current"])
        {
            json.WriteStartObject("served");
            Members(json, entry);
            json.WriteEndObject();
        }
    }

    private static int Sequence(string[] line) => int.TryParse(line[1], out var number) ? number : 0;

    private static void Release(Utf8JsonWriter json, string[] line)
    {
        var marks = line[2].Split(',', StringSplitOptions.RemoveEmptyEntries);
        json.WriteStartObject();
        json.WriteString("name", line[0]);
        foreach (var mark in new[] { "complete", "bad", "current", "foreign" })
        {
            json.WriteBoolean(mark, marks.Contains(mark));
        }

        if (Stored(line[3]) is { } meta)
        {
            Members(json, meta);
        }

        json.WriteEndObject();
    }

    private void Print(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("host", scope.Alias);
            write(json);
            json.WriteEndObject();
        }

        scope.Print(Encoding.UTF8.GetString(text.ToArray()));
    }

    // What the host wrote down is data of the host: only texts, under names of ours, are taken over.
    private static void Members(Utf8JsonWriter json, JsonElement stored)
    {
        foreach (var name in KnownMembers)
        {
            if (Text(stored, name) is { } text)
            {
                json.WriteString(name, text);
            }
        }
    }

    private static string? Text(JsonElement stored, string name) =>
        stored.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Null when it is no JSON object.</summary>
    private static JsonElement? Stored(string line)
    {
        try
        {
            return JsonElement.Parse(line) is { ValueKind: JsonValueKind.Object } stored ? stored : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
