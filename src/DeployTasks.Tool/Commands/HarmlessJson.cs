using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace DeployTasks.Tool.Commands;

/// <summary>
/// JSON in which no CI system finds a command of its own, and programs every value as it is: what all those marks have in
/// common is escaped, not altered.
/// </summary>
internal static class HarmlessJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = Encoder() };

    private static JavaScriptEncoder Encoder()
    {
        var allowed = new TextEncoderSettings(UnicodeRanges.All);
        allowed.ForbidCharacters(':', '#');
        return JavaScriptEncoder.Create(allowed);
    }
}
