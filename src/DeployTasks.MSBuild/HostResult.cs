using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace DeployTasks.MSBuild;

/// <summary>What the tool said last about a host.</summary>
internal sealed class HostResult(string host)
{
    public string Status { get; set; } = "not-run";
    public double Seconds { get; set; }
    public string Release { get; set; } = "";
    public string PreviousRelease { get; set; } = "";
    public string ScriptId { get; set; } = "";
    public StringBuilder Output { get; } = new();

    public Dictionary<string, object?> ForFile() => new(StringComparer.Ordinal)
    {
        ["host"] = host,
        ["status"] = Status,
        ["release"] = Release,
        ["previous_release"] = PreviousRelease,
        ["script_id"] = ScriptId,
        ["duration"] = Seconds,
    };

    public ITaskItem ForBuild()
    {
        var item = new TaskItem(Escape(host));
        item.SetMetadata("Status", Escape(Status));
        item.SetMetadata("Release", Escape(Release));
        item.SetMetadata("PreviousRelease", Escape(PreviousRelease));
        item.SetMetadata("ScriptId", Escape(ScriptId));
        item.SetMetadata("Duration", Seconds.ToString("0.000", CultureInfo.InvariantCulture));
        item.SetMetadata("StandardOutput", Escape(Output.ToString()));
        return item;
    }

    // A host's words are data: they must not become several items or a property.
    private static string Escape(string text) =>
        text.Replace("%", "%25").Replace(";", "%3B").Replace("$", "%24").Replace("@", "%40").Replace("*", "%2A").Replace("?", "%3F");
}
