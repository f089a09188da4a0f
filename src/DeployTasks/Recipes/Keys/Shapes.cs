using System.Globalization;
using System.Text.Json;

namespace DeployTasks.Recipes.Keys;

/// <summary>The single values of the recipe language.</summary>
internal static class Shapes
{
    public static readonly Shape Text = new ScalarShape("a text", _ => true, Type("string", "number", "boolean")) { IsAnyText = true };

    /// <summary>A text with <c>{{name}}</c> in it.</summary>
    public static readonly Shape Template = new ScalarShape("a text", text => Recipes.Template.Parse(text.Text).Length > 0,
        Type("string", "number", "boolean"))
    {
        IsAnyText = true,
    };

    /// <summary>Of a file or folder. An empty one would be the recipe's own folder.</summary>
    public static readonly Shape Path = new ScalarShape("a path",
        text => Recipes.Template.Parse(text.Text).Length > 0 && !string.IsNullOrWhiteSpace(text.Text),
        TypeLike(@"\S", "string", "number", "boolean"))
    {
        IsTemplate = true,
    };

    /// <summary>A shell command; placeholders where no value is safe are found before anything runs.</summary>
    public static readonly Shape Command = new ScalarShape("a command", text =>
    {
        Expansion.CheckCommand(text.Text);
        return text.Text.Trim().Length > 0;
    }, TypeLike(@"\S", "string", "number", "boolean"))
    {
        IsTemplate = true,
        IsAnyText = true,
    };

    public static readonly Shape Condition = new ScalarShape("a condition", text =>
    {
        Recipes.Condition.Check(text.Text);
        return true;
    }, TypeLike(@"\S", "string", "boolean"));

    public static readonly Shape Flag = new ScalarShape("true or false", text => text.IsTrue || text.IsFalse, Type("boolean"));

    public static readonly Shape Duration = new ScalarShape("a duration such as 90s, 10m or 1h30m",
        text => Recipes.Duration.TryParse(text.Text, out _), TypeLike(@"^\s*([0-9]+(ms|s|m|h|d))*([0-9]+(ms|s|m|h|d)?)\s*$", "string", "integer"));

    public static readonly Shape Selector = new ScalarShape("a selector",
        text => Recipes.Selector.Parse(text.Text, text.Place) is not null, Type("string", "number", "boolean"));

    public static readonly Shape Mode = new ScalarShape("an octal mode such as 0644", text =>
        text.Text.Length is 3 or 4 && text.Text.All(digit => digit is >= '0' and <= '7'), Type("string", "integer"));

    public static readonly Shape Name = NameOf(_ => true);

    public static readonly Shape LabelName = NameOf(
        name => name is "alias" or "all" ? throw new DeployException(Errors.ReservedLabel(name)) : true, "^(?!(alias|all)$)");

    /// <summary>What a selector can name.</summary>
    public static readonly Shape Label = new ScalarShape("a label (without | & , and without blanks or = in front)", text =>
        text.Text.Trim() == text.Text && text.Text is [not '=', ..] && !text.Text.AsSpan().ContainsAny('|', '&', ','), TypeLike(@"^[^|&,=\s]([^|&,]*[^|&,\s])?$", "string", "number", "boolean"));

    /// <summary>The name of a setting that a task may write.</summary>
    public static readonly Shape Writable = NameOf(name =>
        SettingRules.IsFixed(name) ? throw new DeployException(Errors.FixedSetting(name)) : true);

    public static readonly Shape TaskName = new ScalarShape("the name of a task", text => TaskNames.IsGood(text.Text),
        TypeLike(TaskNames.Pattern, "string", "number", "boolean"));

    private static ScalarShape NameOf(Func<string, bool> isFit, string begins = "^") => new("a name (a letter, then letters, digits and _ . / -)",
        text => Recipes.Template.IsName(text.Text) && isFit(text.Text),
        TypeLike(begins + "[A-Za-z_][A-Za-z0-9_./-]*$", "string", "boolean"));

    public static Shape Number(int least, int most) => new ScalarShape($"a number from {least} to {most}",
        text => int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most,
        json =>
        {
            WriteTypes(json, "integer", "string");
            json.WriteString("pattern", "^[0-9]+$");
            json.WriteNumber("minimum", least);
            json.WriteNumber("maximum", most);
        });

    public static Shape Choice(params string[] values) => new ScalarShape(string.Join(" or ", values),
        text => values.Contains(text.Text), json =>
        {
            json.WriteStartArray("enum");
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        });

    private static Action<Utf8JsonWriter> Type(params string[] types) => json => WriteTypes(json, types);

    /// <param name="pattern">Of those that are strings.</param>
    private static Action<Utf8JsonWriter> TypeLike(string pattern, params string[] types) => json =>
    {
        WriteTypes(json, types);
        json.WriteString("pattern", pattern);
    };

    public static void WriteTypes(Utf8JsonWriter json, params string[] types)
    {
        if (types is [var only])
        {
            json.WriteString("type", only);
            return;
        }

        json.WriteStartArray("type");
        foreach (var type in types)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
    }
}
