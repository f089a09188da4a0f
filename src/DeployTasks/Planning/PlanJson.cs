using System.Text;
using System.Text.Json;

namespace DeployTasks.Planning;

/// <summary>A plan as JSON. Settings stay out: they may hold secrets, and <c>config</c> shows them masked.</summary>
public static class PlanJson
{
    public static string Of(Plan plan)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            Write(json, plan);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject();
        Write(json, "tasks", plan.Tasks);
        Write(json, "hosts", plan.Hosts.Select(host => host.Alias));
        Write(json, "skipped", plan.Skipped);
        json.WriteStartArray("blocks");
        foreach (var block in plan.Blocks)
            Write(json, block);
        json.WriteEndArray();
        json.WriteStartArray("onFailure");
        foreach (var task in plan.OnFailure)
            Write(json, task);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Block block)
    {
        json.WriteStartObject();
        json.WriteBoolean("rolling", block.Rolling);
        json.WriteStartArray("batches");
        foreach (var batch in block.Batches)
        {
            json.WriteStartArray();
            foreach (var task in batch.Tasks)
                Write(json, task);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlannedTask task)
    {
        json.WriteStartObject();
        json.WriteString("task", task.Name);
        json.WriteString("why", task.Origin);
        Write(json, "hosts", task.Hosts);
        json.WriteNumber("atOnce", task.Limit);
        if (!task.FailureOf.IsEmpty)
            Write(json, "failureOf", [.. task.FailureOf.Select(cause => cause.Task).Distinct()]);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
