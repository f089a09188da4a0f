using System.Text.Json;

namespace DeployTasks.Wire;

internal static class CommandJson
{
    public static void Write(Utf8JsonWriter writer, Command command)
    {
        switch (command)
        {
            case Connect connect:
                writer.WriteString("command", "connect");
                writer.Flag("direct", connect.IsDirect);
                break;
            case Assignment assignment:
                writer.WriteString("command", "assignment");
                writer.WriteNumber("number", assignment.Number);
                writer.WriteString("task", assignment.Task);
                writer.List("steps", assignment.Steps, StepJson.Write);
                writer.WriteBoolean("up-to-date", assignment.IsUpToDate);
                break;
            case ScriptCalled called:
                writer.WriteString("command", "script-called");
                writer.WriteString("script", called.Script);
                break;
            case Cancel cancel:
                writer.WriteString("command", "cancel");
                writer.WriteNumber("exit", (int)cancel.Exit);
                break;
        }
    }

    public static Command Read(Fields fields) => fields.Text("command") switch
    {
        "connect" => new Connect { IsDirect = fields.Flag("direct") },
        "assignment" => new Assignment(fields.Whole("number"), fields.Text("task"), fields.List("steps", StepJson.Read))
        {
            IsUpToDate = fields.Flag("up-to-date"),
        },
        "script-called" => new ScriptCalled(fields.Text("script")),
        "cancel" => new Cancel(OutcomeJson.ReadExit(fields)),
        var other => throw new JsonException($"no command '{other}'"),
    };
}
