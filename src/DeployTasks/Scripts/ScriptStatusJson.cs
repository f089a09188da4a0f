using System.Globalization;
using System.Text.Json;

namespace DeployTasks.Scripts;

/// <summary>What programs get to read about a script: <c>dotnet deploy script list --json</c>.</summary>
public static class ScriptStatusJson
{
    /// <summary>One object and a line feed.</summary>
    public static byte[] Line(string host, ScriptStatus job)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("host", host);
            writer.WriteString("id", job.Id);
            writer.WriteString("name", job.Name);
            writer.WriteString("state", ScriptStatus.WordOf(job.State));
            writer.WriteString("reason", job.Reason);
            if (job.Exit is { } exit)
            {
                writer.WriteNumber("exit", exit);

                // Known when the exit code is: nobody counts while it runs.
                writer.WriteNumber("log_size", job.LogSize);
                writer.WriteString("log_sha256", job.LogDigest);
            }

            Time(writer, "started", job.Started);
            Time(writer, "ended", job.Ended);
            writer.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void Time(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            writer.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }
}
