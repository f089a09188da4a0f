using System.Text.Json.Serialization;

namespace DeployTasks.GitHub;

/// <summary>Starts the workflows that listen to it: https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event.</summary>
public sealed record RepositoryDispatch(string EventType, DispatchedScript ClientPayload);

/// <summary>How a script on a host ended.</summary>
/// <param name="State">A word of its status file, or <c>unknown</c>.</param>
/// <param name="Exit">Null when nobody knows.</param>
/// <param name="Log">The end of it. GitHub takes 64 KiB in all.</param>
public sealed record DispatchedScript(
    string Host, string Id, string State, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Exit, string Log);
