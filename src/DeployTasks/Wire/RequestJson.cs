using System.Text.Json;
using DeployTasks.Prompts;

namespace DeployTasks.Wire;

/// <summary>Bodies of the three routes.</summary>
internal static class RequestJson
{
    private static readonly string[] Kinds = ["ask", "choice", "confirmation", "hidden"];

    public static LoadRequest ReadLoad(Fields fields) => new(fields.Text("host"));

    public static SaveRequest ReadSave(Fields fields) =>
        new(fields.Text("host"), fields.Settings("changed"), fields.Settings("shared")) { Hidden = fields.Settings("hidden") };

    public static ProxyRequest ReadProxy(Fields fields) =>
        new(fields.Text("host"), fields.Text("function"), ReadQuestion(fields.Object("arguments")));

    public static Refusal ReadRefusal(Fields fields) =>
        new(fields.Text("error")) { Ending = fields.WholeOrNull("exit") is { } exit ? OutcomeJson.AsExit(exit) : null };

    public static void WriteQuestion(Utf8JsonWriter writer, Question question)
    {
        writer.WriteStartObject("arguments");
        writer.WriteString("kind", Kinds[(int)question.Kind]);
        writer.WriteString("key", question.Key);
        writer.WriteString("text", question.Text);
        writer.Texts("choices", question.Choices);
        writer.Text("default", question.Default);
        writer.Flag("perHost", question.PerHost);
        writer.WriteEndObject();
    }

    private static Question ReadQuestion(Fields fields)
    {
        var question = new Question((QuestionKind)fields.Word("kind", Kinds), fields.Text("key"), fields.Text("text"))
        {
            Choices = fields.Texts("choices"),
            Default = fields.TextOrNull("default"),
            PerHost = fields.Flag("perHost"),
        };
        fields.End();
        return question;
    }
}
