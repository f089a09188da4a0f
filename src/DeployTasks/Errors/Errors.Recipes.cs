namespace DeployTasks;

public static partial class Errors
{
    private static Error Recipe(string code, string what, string next) => new(code, ExitCode.Usage, what, next);

    public static Error SettingCycle(IReadOnlyList<string> chain) => Recipe("DT1014",
        $"Settings refer to each other in a circle: {string.Join(" -> ", chain)}", "Give one of them a value of its own");

    public static Error SettingMissing(string name, string? neededBy, IEnumerable<string> known) => Recipe("DT1015",
        $"Setting '{name}' is not set{(neededBy is null ? "" : $"; '{neededBy}' needs it")}",
        DidYouMean.Hint(name, known) + $"Set it under config: or on the host, or with -o {name}=VALUE; a literal {{{{ is written \\{{{{");

    public static Error NotADuration(string text, string? setting = null) => Recipe("DT1020",
        $"{(setting is null ? "" : $"Setting '{setting}': ")}'{text}' is no duration", "Write 250ms, 90s, 10m, 1h30m or a number of seconds");

    public static Error BadPlaceholder(string text) => Recipe("DT1028",
        $"'{Short(text)}' is no placeholder", "Write {{name}}, {{name | raw}} or {{name | quote}}; a literal {{ is written \\{{");

    public static Error UnsafePlaceholder(string name, string where) => Recipe("DT1029",
        $"'{{{{{name}}}}}' stands {where}", "Move it where a value is safe (bare, '…' or \"…\"), or write {{" + name + " | raw}} and take care of it yourself");

    public static Error BadSelector(string selector, string why) => Recipe("DT1030",
        $"Selector '{selector}' cannot be read: {why}", "Write aliases or label=value, label!=v1|v2; join with & (and) or , (or)");

    public static Error NotText(string setting, string kind) => Recipe("DT1034",
        $"Setting '{setting}' is a {kind}, which cannot stand in a text", "Use a list only in a bare place of a command, where its items become words");

    public static Error NotAFlag(string setting, string text) => Recipe("DT1034",
        $"Setting '{setting}' is '{text}', not true or false", "Write true or false");

    public static Error NulInShell() => Recipe("DT1036",
        "A value holds a NUL character, which no shell can take", "Find the setting that holds it, or pass it in a file");

    public static Error ConstantCondition(string text) => Recipe("DT1035",
        $"Condition '{text}' does not depend on anything", "Name a setting in it: {{name}}");

    public static Error EmptyOperand() => Recipe("DT1035", "A condition lacks an operand", "Write {{a}} == text, {{a}} != text, {{a}} or !{{a}}");

    public static Error OpenQuote(string text) => Recipe("DT1035", $"Condition: {text} has an open quote", "Close it, or leave the quotes out");

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
