using System.Text;
using System.Text.Json;
using DeployTasks.Recipes.Keys;

namespace DeployTasks.Recipes;

/// <summary>The recipe language as JSON schema, draft 2020-12, for editors.</summary>
public static class JsonSchema
{
    public static string Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "DeployTasks recipe");
            RecipeKeys.Recipe.WriteSchema(json);
            json.WriteStartObject("$defs");
            foreach (var shared in RecipeKeys.Shared)
            {
                shared.WriteDefinition(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
