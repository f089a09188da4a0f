using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeployTasks.Recipes;
using DeployTasks.Recipes.Yaml;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Recipes;

public class SchemaTests
{
    private static readonly MiniJsonSchema Schema = new(JsonNode.Parse(JsonSchema.Write())!);

    [Fact]
    public void The_example_is_a_valid_recipe_for_the_reader_and_for_the_schema()
    {
        var recipe = RecipeFiles.Read(ExampleRecipe.Text());
        Assert.Equal(4, recipe.Hosts.Length);
        Assert.True(Schema.Accepts(Json(ExampleRecipe.Text())));
    }

    [Fact]
    public void The_example_teaches_every_key_of_the_schema()
    {
        var example = ExampleRecipe.Text();
        var untaught = KeysOf(JsonNode.Parse(JsonSchema.Write())!).Distinct()
            .Where(key => !Regex.IsMatch(example, $@"(^|[\s{{#-]){Regex.Escape(key)}:(\s|$)", RegexOptions.Multiline));
        Assert.Empty(untaught);
    }

    [Theory]
    [InlineData("hots: {}")]
    [InlineData("config: {keep_releases: many}")]
    [InlineData("config: {port: 0}")]
    [InlineData("config: {connection: telnet}")]
    [InlineData("config: {\"bad name\": 1}")]
    [InlineData("config: {health: {}}")]
    [InlineData("config: {forward_agent: maybe}")]
    [InlineData("config: {token: {secret: A, env: B}, service: {secret: A, env: B}}")]
    [InlineData("hosts: 5")]
    [InlineData("hosts: {a: text}")]
    [InlineData("tasks: {a: {}}")]
    [InlineData("tasks: {a: text}")]
    [InlineData("tasks: {\"-a\": {steps: []}}")]
    [InlineData("tasks: {a: {steps: [], tasks: []}}")]
    [InlineData("tasks: {a: {steps: {}}}")]
    [InlineData("tasks: {a: {steps: [], limit: 0}}")]
    [InlineData("tasks: {a: {steps: [], onec: true}}")]
    [InlineData("tasks: {a: {steps: [{runn: x}]}}")]
    [InlineData("tasks: {a: {steps: [{run: x, upload: {src: a, dest: b}}]}}")]
    [InlineData("tasks: {a: {steps: [{upload: {src: a}}]}}")]
    [InlineData("tasks: {a: {steps: [{ask: x}]}}")]
    [InlineData("tasks: {a: {steps: [{ask: x, key: k, cwd: y}]}}")]
    [InlineData("tasks: {a: {steps: [{run: x, env: {1A: y}}]}}")]
    [InlineData("artifact: {path: a, repository: b}")]
    [InlineData("environments: {a: {tasks: {}}}")]
    [InlineData("before: {a: {}}")]
    [InlineData("config: {keep_releases: \"many\"}")]
    [InlineData("config: {default_timeout: 5 parsecs}")]
    [InlineData("config: {default_timeout: \"\"}")]
    [InlineData("config: {default_timeout: 1h30x}")]
    [InlineData("hosts: {a: {labels: {all: x}}}")]
    [InlineData("hosts: {a: {labels: {alias: x}}}")]
    [InlineData("hosts: {a: {labels: {role: \"a|b\"}}}")]
    [InlineData("hosts: {a: {labels: {role: [\"\"]}}}")]
    [InlineData("tasks: {a: {steps: [{run: x, if: \"\"}]}}")]
    [InlineData("tasks: {a: {steps: [{run: \"\"}]}}")]
    [InlineData("tasks: {a: {steps: [\" \"]}}")]
    [InlineData("tasks: {a: {steps: [{script: x.sh, detach: true}]}}")]
    [InlineData("tasks: {a: {steps: [{upload: {src: \"\", dest: x}}]}}")]
    public void What_the_schema_refuses_the_reader_refuses(string yaml)
    {
        Assert.False(Schema.Accepts(Json(yaml)));
        Assert.NotEmpty(RecipeFiles.MistakesOf(yaml));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("hosts: [web1, \"web[1:2]\"]")]
    [InlineData("hosts: {web1: , web2: {}}")]
    [InlineData("config: {keep_releases: \"{{n}}\", port: null, forward_agent: {env: A, default: true}}")]
    [InlineData("config: {anything: {nested: [1, true, null]}}")]
    [InlineData("tasks: {a: {steps: [make, {run: \"true\"}, {run: x, if: false, timeout: 5}]}}")]
    [InlineData("tasks: {a: {steps: []}, b: [a], c: {tasks: [a]}}\nbefore: {a: b}\nafter: {a: [b, c]}")]
    [InlineData("config: {port: \"22\", keep_releases: \"5\", default_timeout: \"30\", lock_wait: 1h30m, batch_wait: 250ms, lock_for: \"90 \"}")]
    [InlineData("config: {become: 1001, release_name: 42, branch: 1.10, service: true}")]
    [InlineData("hosts: {a: {labels: {rack: 1, active: true, roles: [2, web app]}}}")]
    [InlineData("tasks: {a: {select: 1, steps: [{run: x, output: true}, {ask: x, key: true}, {script: x, name: true, detach: true}]}}")]
    [InlineData("tasks: {a: {steps: [true, {script: x, detach: false}, {run: 5}]}, 1: [a], b: [1, true], true: [a]}\nbefore: {a: 1}")]
    [InlineData(".hidden: &x {role: web}\nhosts: {a: {labels: {<<: *x}}}")]
    public void What_the_reader_takes_the_schema_takes(string yaml)
    {
        RecipeFiles.Read(yaml);
        Assert.True(Schema.Accepts(Json(yaml)));
    }

    [Fact]
    public void The_schema_is_reviewed() => Snapshot.Verify(JsonSchema.Write());

    private static IEnumerable<string> KeysOf(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry.Key == "properties"
            ? entry.Value!.AsObject().SelectMany(property => KeysOf(property.Value!).Prepend(property.Key))
            : KeysOf(entry.Value!)),
        JsonArray list => list.SelectMany(item => KeysOf(item!)),
        _ => [],
    };

    private static JsonNode? Json(string yaml) => Json(NodeReader.Read(yaml, "x", new Findings()));

    private static JsonNode? Json(Node? node) => node switch
    {
        Scalar { IsNull: true } or null => null,
        Scalar { IsTrue: true } => true,
        Scalar { IsFalse: true } => false,
        Scalar { IsNumber: true } number => JsonNode.Parse(number.Text.TrimStart('0') is "" ? "0" : number.Text.TrimStart('0')),
        Scalar text => text.Text,
        Sequence list => new JsonArray([.. list.Items.Select(Json)]),
        Mapping map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Name, Json(entry.Value)))),
        _ => throw new NotSupportedException(),
    };
}
