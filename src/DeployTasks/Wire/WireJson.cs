using System.Text.Encodings.Web;
using System.Text.Json;
using DeployTasks.Events;

namespace DeployTasks.Wire;

/// <summary>
/// The only JSON that master, worker and <c>--output json</c> speak. Written by hand on the framework's reader and
/// writer: a serializer's generics over our structs cannot be compiled ahead of time and cost every worker 80 jitted
/// methods. Strict: a member that is unknown, missing or there twice throws <see cref="JsonException"/>, as does
/// anything else that is not a message. Times are seconds, bytes are base64, what is null, empty or false is left out.
/// </summary>
public static class WireJson
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A planned chain is 100 tasks, two levels each; a value in the last may nest 64, and the message has a few of its own.
    // What is there twice Fields refuses: the parser's own check asks the cryptography library for a seed, whose start costs
    // a worker more than ten steps.
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 300 };

    public static byte[] Write(Command command) => Write(writer => CommandJson.Write(writer, command));

    public static byte[] Write(Event happened) => Write(writer => EventJson.Write(writer, happened));

    public static byte[] Write(LoadRequest request) => Write(writer => writer.WriteString("host", request.Host));

    public static byte[] Write(LoadResponse response) => Write(writer => writer.Settings("settings", response.Settings));

    public static byte[] Write(SaveRequest request) => Write(writer =>
    {
        writer.WriteString("host", request.Host);
        writer.Settings("changed", request.Changed);
        writer.Settings("shared", request.Shared);
        writer.Settings("hidden", request.Hidden);
    });

    public static byte[] Write(ProxyRequest request) => Write(writer =>
    {
        writer.WriteString("host", request.Host);
        writer.WriteString("function", request.Function);
        RequestJson.WriteQuestion(writer, request.Arguments);
    });

    public static byte[] Write(ProxyResponse response) => Write(writer => writer.WriteString("answer", response.Answer));

    public static byte[] Write(Refusal refusal) => Write(writer =>
    {
        writer.WriteString("error", refusal.Error);
        writer.Whole("exit", (int?)refusal.Ending);
    });

    public static Command ReadCommand(ReadOnlyMemory<byte> json) => Read(json, CommandJson.Read);

    public static Event ReadEvent(ReadOnlyMemory<byte> json) => Read(json, EventJson.Read);

    public static LoadRequest ReadLoadRequest(ReadOnlyMemory<byte> json) => Read(json, RequestJson.ReadLoad);

    public static LoadResponse ReadLoadResponse(ReadOnlyMemory<byte> json) =>
        Read(json, fields => new LoadResponse(fields.Settings("settings")));

    public static SaveRequest ReadSaveRequest(ReadOnlyMemory<byte> json) => Read(json, RequestJson.ReadSave);

    public static ProxyRequest ReadProxyRequest(ReadOnlyMemory<byte> json) => Read(json, RequestJson.ReadProxy);

    public static ProxyResponse ReadProxyResponse(ReadOnlyMemory<byte> json) =>
        Read(json, fields => new ProxyResponse(fields.Text("answer")));

    public static Refusal ReadRefusal(ReadOnlyMemory<byte> json) => Read(json, RequestJson.ReadRefusal);

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Writing))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static T Read<T>(ReadOnlyMemory<byte> json, Func<Fields, T> message)
    {
        try
        {
            // Not by JsonDocument.Parse: what it gives back to the shared pool makes .NET time the processor, as much work as a step.
            var reader = new Utf8JsonReader(json.Span, Reading);
            var fields = new Fields(JsonElement.ParseValue(ref reader));
            // Throws when more comes behind it.
            reader.Read();
            var read = message(fields);
            fields.End();
            return read;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or OverflowException)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }
}
