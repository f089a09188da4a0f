using System.Text.Json.Nodes;

namespace DeployTasks.SystemTests.GitHub.OpenApi;

/// <summary>
/// GitHub's own description of its API (npm <c>@octokit/openapi</c>), cut to the paths we use and to what they refer to, and
/// made strict: a member that it does not name is refused.
/// </summary>
internal sealed class ApiSlice
{
    private const string Vendor = "application/vnd.github+json";

    private static readonly string[] Paths =
    [
        "/repos/{owner}/{repo}/deployments",
        "/repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
        "/repos/{owner}/{repo}/issues/{issue_number}/comments",
        "/repos/{owner}/{repo}/issues/comments/{comment_id}",
    ];

    private readonly JsonNode _whole;
    private readonly JsonObject _components = [];

    private ApiSlice(JsonNode whole) => _whole = whole;

    public static string Cut(string description) => new ApiSlice(JsonNode.Parse(description)!).Cut().ToJsonString();

    private JsonObject Cut()
    {
        var paths = new JsonObject(Paths.Select(path => KeyValuePair.Create(path, (JsonNode?)_whole["paths"]![path]!.DeepClone())));
        Collect(paths);
        foreach (var operation in paths.SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value).OfType<JsonObject>())
            MakeStrict(operation);
        return new JsonObject
        {
            ["openapi"] = _whole["openapi"]!.DeepClone(),
            ["info"] = _whole["info"]!.DeepClone(),
            ["paths"] = paths,
            ["components"] = _components,
        };
    }

    private static void MakeStrict(JsonObject operation)
    {
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is JsonObject body)
            body["additionalProperties"] = false;
        if (operation["responses"] is not JsonObject responses)
            return;
        // With a described 422 Prism gives its example instead of saying what was wrong.
        responses.Remove("422");
        foreach (var content in responses.Select(response => response.Value!["content"]).OfType<JsonObject>())
        {
            // What GitHub answers to everybody who asks for it, and what its description leaves out.
            if (content["application/json"] is { } json)
                content[Vendor] = json.DeepClone();
        }
    }

    private void Collect(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                    Collect(item);
                break;
            case JsonObject map:
                if (map["$ref"] is JsonValue reference)
                    Add(((string)reference!).Split('/') is ["#", "components", var kind, var name] ? (kind, name) : throw new InvalidDataException($"{reference}"));
                foreach (var (_, value) in map)
                    Collect(value);
                break;
        }
    }

    private void Add((string Kind, string Name) component)
    {
        var kind = (JsonObject)(_components[component.Kind] ??= new JsonObject());
        if (kind.ContainsKey(component.Name))
            return;
        var found = _whole["components"]![component.Kind]![component.Name]!.DeepClone();
        kind[component.Name] = found;
        Collect(found);
    }
}
