using System.Text.Json;

namespace DeployTasks.Wire;

/// <summary>Outcomes, the errors in them, and the places in those.</summary>
internal static class OutcomeJson
{
    private static readonly string[] Kinds = ["done", "unchanged", "failed", "not-run"];

    public static void Write(Utf8JsonWriter writer, string name, Outcome outcome)
    {
        writer.WriteStartObject(name);
        writer.WriteString("kind", Kinds[(int)outcome.Kind]);
        if (outcome.Error is { } error)
        {
            writer.WritePropertyName("error");
            WriteError(writer, error);
        }
        writer.WriteEndObject();
    }

    public static Outcome Read(Fields fields)
    {
        var error = fields.ObjectOrNull("error");
        var outcome = new Outcome((OutcomeKind)fields.Word("kind", Kinds), error is null ? null : ReadError(error));
        fields.End();
        return outcome;
    }

    public static void WriteError(Utf8JsonWriter writer, Error error)
    {
        writer.WriteStartObject();
        writer.WriteString("code", error.Code);
        writer.WriteNumber("exit", (int)error.Exit);
        writer.WriteString("what", error.What);
        writer.WriteString("next", error.Next);
        if (error.Place is { } place)
        {
            WritePlace(writer, place);
        }
        writer.Text("host", error.Host);
        writer.Text("task", error.Task);
        writer.TextUnlessEmpty("detail", error.Detail);
        writer.WriteEndObject();
    }

    public static Error ReadError(Fields fields)
    {
        var place = fields.ObjectOrNull("place");
        var error = new Error(fields.Text("code"), ReadExit(fields), fields.Text("what"), fields.Text("next"))
        {
            Place = place is null ? null : ReadPlace(place),
            Host = fields.TextOrNull("host"),
            Task = fields.TextOrNull("task"),
            Detail = fields.TextOrEmpty("detail"),
        };
        fields.End();
        return error;
    }

    public static void WritePlace(Utf8JsonWriter writer, Place place)
    {
        writer.WriteStartObject("place");
        writer.WriteString("file", place.File);
        writer.WriteNumber("line", place.Line);
        writer.WriteNumber("column", place.Column);
        writer.WriteEndObject();
    }

    public static Place ReadPlace(Fields fields)
    {
        var place = new Place(fields.Text("file"), fields.Whole("line"), fields.Whole("column"));
        fields.End();
        return place;
    }

    public static ExitCode ReadExit(Fields fields) => AsExit(fields.Whole("exit"));

    public static ExitCode AsExit(int exit) =>
        exit is (>= 0 and <= 8) or 130 or 143 ? (ExitCode)exit : throw new JsonException("'exit' is no exit code");
}
