using System.Text;
using System.Text.Json;
using DeployTasks.Events;

namespace DeployTasks.Tool.Commands;

/// <summary>Collects the JSON objects, one a line, that the hosts' report steps print.</summary>
/// <param name="secrets">Masked in all that is read.</param>
internal sealed class FactsReader(Secrets secrets) : IEventSink
{
    private readonly Dictionary<string, MemoryStream> _printed = [];
    private readonly List<Error> _failed = [];

    /// <summary>Why hosts failed that have printed nothing, each of them named in its error.</summary>
    public IEnumerable<Error> Silent => _failed.Where(error => !_printed.ContainsKey(error.Host!));

    public void Handle(Event happened)
    {
        if (happened is Output { Stream: OutputStream.Out } output)
        {
            if (!_printed.TryGetValue(output.Host, out var lines))
                _printed[output.Host] = lines = new MemoryStream();
            lines.Write(output.Bytes.Span);
        }
        else if (happened is HostEnded { Outcome.Error: { } error } ended)
        {
            _failed.Add(error.On(ended.Host));
        }
    }

    /// <summary>In the order of the recipe.</summary>
    public IEnumerable<JsonElement> Read(IEnumerable<string> hosts) =>
        from host in hosts
        where _printed.ContainsKey(host)
        from line in Encoding.UTF8.GetString(_printed[host].ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        select Fact(line) into fact
        where fact is { ValueKind: JsonValueKind.Object }
            && fact.TryGetProperty("host", out var named) && named.ValueKind == JsonValueKind.String
        select MaskedJson.Of(fact, secrets);

    /// <summary>Hosts that have printed nothing, as facts of their own.</summary>
    public IEnumerable<JsonElement> ReadSilent() => Silent.Select(error =>
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("host", error.Host);
            json.WriteStartObject("error");
            json.WriteString("code", error.Code);
            json.WriteString("what", error.What);
            json.WriteString("next", error.Next);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return MaskedJson.Of(JsonElement.Parse(bytes.ToArray()), secrets);
    });

    // Hooks print, too.
    private static JsonElement Fact(string line)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
