using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Wire;

public class StrictReadingTests
{
    [Fact]
    public void An_unknown_member_is_an_error_in_every_message() => Assert.All(WireSamples.All, message =>
    {
        var json = JsonNode.Parse(WireSamples.Write(message))!.AsObject();
        json["surprise"] = 1;
        Refuses(message, json.ToJsonString());
    });

    [Fact]
    public void A_member_that_is_there_twice_is_an_error_in_every_message_however_deep() => Assert.All(WireSamples.All, message =>
    {
        var json = JsonNode.Parse(WireSamples.Write(message))!;
        Assert.All(ObjectsIn(json), target => Refuses(message, WithTwins(json, target)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"host\":null}")]
    [InlineData("{\"host\":7}")]
    [InlineData("{\"host\":\"a\",\"host\":\"b\"}")]
    [InlineData("{\"host\":\"a\"} {}")]
    [InlineData("{\"host\":\"a\",}")]
    [InlineData("{\"host\":NaN}")]
    [InlineData("{\"host\":\"\\ud800\"}")]
    [InlineData("{'host':'a'}")]
    [InlineData("/* x */{\"host\":\"a\"}")]
    [InlineData("{\"Host\":\"a\"}")]
    public void What_is_no_load_request_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => WireJson.ReadLoadRequest(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        Assert.ThrowsAny<JsonException>(() => WireJson.ReadLoadRequest(Encoding.Latin1.GetBytes("{\"host\":\"\u00ff\"}")));

    [Fact]
    public void The_deepest_chain_that_can_be_planned_with_the_deepest_value_that_can_be_written_is_read()
    {
        const int Deepest = 100;
        var value = Enumerable.Range(0, 64).Aggregate((Value)new Text("x"), (inner, _) => new Items([inner]));
        var recipe = RecipeBuilder.WithHosts("web1").Task($"t{Deepest}", new SetStep(RecipeBuilder.Place, Settings.Empty.Values.Add("deep", value)));
        for (var level = Deepest - 1; level > 0; level--)
            recipe = recipe.Task($"t{level}", new InvokeStep(RecipeBuilder.Place, $"t{level + 1}"));
        var steps = recipe.Plan("t1").Blocks[0].Batches[0].Tasks[0].Definition.Steps;
        Assert.Throws<DeployException>(() => recipe.Task("t0", new InvokeStep(RecipeBuilder.Place, "t1")).Plan("t0"));

        var sent = WireJson.Write(new Assignment(1, "t1", steps));

        Assert.Equal(sent, WireJson.Write(WireJson.ReadCommand(sent)));
    }

    [Fact]
    public void A_thousand_levels_are_refused() =>
        Assert.ThrowsAny<JsonException>(() => WireJson.ReadSaveRequest(Encoding.UTF8.GetBytes(
            $"{{\"host\":\"a\",\"changed\":{{\"x\":{new string('[', 1000)}{new string(']', 1000)}}}}}")));

    [Theory]
    [InlineData("{\"event\":\"said\",\"at\":1e30,\"level\":\"info\",\"text\":\"x\"}")]
    [InlineData("{\"event\":\"said\",\"at\":1,\"level\":\"INFO\",\"text\":\"x\"}")]
    [InlineData("{\"event\":\"said\",\"at\":1,\"level\":1,\"text\":\"x\"}")]
    [InlineData("{\"event\":\"shouted\",\"at\":1,\"level\":\"info\",\"text\":\"x\"}")]
    [InlineData("{\"event\":\"output\",\"at\":1,\"host\":\"a\",\"stream\":\"out\",\"bytes\":\"***\"}")]
    [InlineData("{\"event\":\"run-ended\",\"at\":1,\"exit\":42,\"took\":1}")]
    public void What_is_no_event_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => WireJson.ReadEvent(Encoding.UTF8.GetBytes(json)));

    private static void Refuses(object like, string json) =>
        Assert.ThrowsAny<JsonException>(() => WireSamples.Read(like, Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<JsonObject> ObjectsIn(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } some => some.Select(member => member.Value).SelectMany(ObjectsIn).Prepend(some),
        JsonArray list => list.SelectMany(ObjectsIn),
        _ => [],
    };

    private static string WithTwins(JsonNode? node, JsonObject target) => node switch
    {
        JsonObject some => $"{{{string.Join(',', (some == target ? some.Append(some.First()) : some).Select(member =>
            $"{JsonSerializer.Serialize(member.Key)}:{WithTwins(member.Value, target)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(item => WithTwins(item, target)))}]",
        _ => node?.ToJsonString() ?? "null",
    };
}
