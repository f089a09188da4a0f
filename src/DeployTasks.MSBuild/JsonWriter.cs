using System.Globalization;
using System.Text;

namespace DeployTasks.MSBuild;

/// <summary>Writes what <see cref="JsonReader"/> reads. JSON is YAML too, so this is also how a recipe is written.</summary>
internal static class JsonWriter
{
    public static string Write(object? value) => Append(new StringBuilder(), value).ToString();

    private static StringBuilder Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: return text.Append("null");
            case bool flag: return text.Append(flag ? "true" : "false");
            case string word: return Quote(text, word);
            case IEnumerable<KeyValuePair<string, object?>> entries:
                return Join(text, '{', entries, '}', entry => Append(Quote(text, entry.Key).Append(": "), entry.Value));
            case IEnumerable<object?> values:
                return Join(text, '[', values, ']', item => Append(text, item));
            default: return text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    private static StringBuilder Join<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "\n" : ",\n");
            append(item);
            first = false;
        }

        return text.Append('\n').Append(close);
    }

    private static StringBuilder Quote(StringBuilder text, string word)
    {
        text.Append('"');
        foreach (var c in word)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ' || c is '\u007f' or '\u2028' or '\u2029')
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"');
    }
}
