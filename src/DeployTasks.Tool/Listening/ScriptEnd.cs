using System.Text;
using DeployTasks.Master.Listening;
using DeployTasks.Scripts;

namespace DeployTasks.Tool.Listening;

/// <summary>What a callback says: who, from its token, and how it ended, from its host.</summary>
/// <param name="State">A word of the status file, or <c>unknown</c>.</param>
internal sealed record ScriptEnd(string Host, string Id, string State, int? Exit, string Log)
{
    public static ScriptEnd Of(HeardCallback callback)
    {
        var body = callback.Body.Span;
        var end = body.IndexOf((byte)'\n') is >= 0 and var found ? found : body.Length;
        var status = ScriptStatus.Parse(body[..end]);
        return new ScriptEnd(
            callback.Caller.Host,
            callback.Caller.Script,
            status is null ? "unknown" : ScriptStatus.WordOf(status.State),
            status?.Exit,
            Encoding.UTF8.GetString(body[Math.Min(body.Length, end + 1)..]));
    }
}
