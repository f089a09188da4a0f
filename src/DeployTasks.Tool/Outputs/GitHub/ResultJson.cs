using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>The output <c>result</c>: what a later job wants to know, small enough for GitHub's limit of 1 MB a job.</summary>
internal static class ResultJson
{
    private const int LongestText = 300;

    public static string Of(RunReport report)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, report);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("exit", (int)report.End!.Exit);
        json.WriteString("outcome", Words.Of(report.End.Exit));
        json.WriteNumber("seconds", Seconds(report.End.Took));
        WriteText(json, "release", report.Release);
        WriteText(json, "previous", report.Previous);
        json.WriteStartObject("hosts");
        foreach (var host in report.Hosts)
            Write(json, host);
        json.WriteEndObject();
        json.WriteStartArray("errors");
        foreach (var error in report.Others)
            Write(json, error);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HostReport host)
    {
        json.WriteStartObject(host.Host);
        json.WriteString("outcome", Words.Of(host.Kind));
        json.WriteNumber("seconds", Seconds(host.Took));
        WriteText(json, "release", host.Release);
        WriteText(json, "previous", host.Previous);
        WriteText(json, "task", host.FailedTask);
        if (host.Error is { } error)
        {
            json.WritePropertyName("error");
            Write(json, error);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Error error)
    {
        json.WriteStartObject();
        json.WriteString("code", error.Code);
        json.WriteString("what", error.What.Length <= LongestText ? error.What : error.What[..LongestText]);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static double Seconds(TimeSpan took) => Math.Round(took.TotalSeconds, 1);
}
