using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DeployTasks.Tests.Support;

/// <summary>The part of JSON schema that our schema uses; a keyword it does not know fails the test.</summary>
internal sealed class MiniJsonSchema(JsonNode root)
{
    public bool Accepts(JsonNode? value) => Accepts(root, value);

    private bool Accepts(JsonNode schema, JsonNode? value) => schema.AsObject().All(rule => rule.Key switch
    {
        "$schema" or "title" or "description" or "$defs" => true,
        "$ref" => Accepts(root["$defs"]![((string)rule.Value!).Split('/')[^1]]!, value),
        "type" => Types(rule.Value!).Contains(TypeOf(value)) || TypeOf(value) == "integer" && Types(rule.Value!).Contains("number"),
        "enum" => rule.Value!.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
        "pattern" => value is not JsonValue text || TypeOf(value) != "string" || Regex.IsMatch((string)text!, (string)rule.Value!),
        "minimum" => TypeOf(value) != "integer" || (long)value! >= (long)rule.Value!,
        "maximum" => TypeOf(value) != "integer" || (long)value! <= (long)rule.Value!,
        "items" => value is not JsonArray items || items.All(item => Accepts(rule.Value!, item)),
        "required" => value is not JsonObject map || rule.Value!.AsArray().All(name => map.ContainsKey((string)name!)),
        "anyOf" => rule.Value!.AsArray().Any(one => Accepts(one!, value)),
        "oneOf" => rule.Value!.AsArray().Count(one => Accepts(one!, value)) == 1,
        "propertyNames" => value is not JsonObject map || map.All(entry => Accepts(rule.Value!, entry.Key)),
        "properties" => value is not JsonObject map || map.All(entry => rule.Value![entry.Key] is not { } own || Accepts(own, entry.Value)),
        "patternProperties" => true,
        "additionalProperties" => value is not JsonObject map || map.All(entry => IsNamed(schema, entry.Key) || AcceptsOther(rule.Value!, entry.Value)),
        var unknown => throw new NotSupportedException(unknown),
    });

    private bool AcceptsOther(JsonNode rule, JsonNode? value) => rule is JsonObject ? Accepts(rule, value) : (bool)rule;

    private static bool IsNamed(JsonNode schema, string name) => schema["properties"]?[name] is not null
        || schema["patternProperties"] is JsonObject patterns && patterns.Any(pattern => Regex.IsMatch(name, pattern.Key));

    private static string[] Types(JsonNode types) => types is JsonArray several ? [.. several.Select(type => (string)type!)] : [(string)types!];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind().ToString() switch
    {
        null or "Null" => "null",
        "True" or "False" => "boolean",
        "Object" => "object",
        "Array" => "array",
        "Number" => value.ToString().All(char.IsAsciiDigit) ? "integer" : "number",
        _ => "string",
    };
}
