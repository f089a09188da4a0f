namespace DeployTasks;

public static partial class Errors
{
    public static Error BadHostName(string name) => Recipe("DT1010",
        $"'{Short(name)}' is no host name",
        "Use letters, digits, '.', '-' and '_' (an IPv6 address in brackets), beginning with a letter or digit");

    public static Error BadVariableName(string name) => Recipe("DT1013",
        $"'{name}' is no name of an environment variable",
        "Use letters, digits and _, not beginning with a digit");

    public static Error LoaderVariable(string name) => Recipe("DT1013",
        $"'{name}' makes programs run somebody else's code",
        "Put allow_loader_env: true beside env: if that is meant");

    public static Error BadUser(string name) => Recipe("DT1011",
        $"'{Short(name)}' is no user name",
        "Use letters, digits and _ . - @ +, beginning with a letter, a digit or _");

    public static Error BecomeIsAUser(string text) => Recipe("DT1011",
        $"become: {text} names no user",
        text == "true" ? "Write become: root" : "Leave become out");

    public static Error BadBranch(string name) => Recipe("DT1012",
        $"'{Short(name)}' is no name of a branch or tag",
        "Use a name that git check-ref-format accepts and that does not begin with -");

    public static Error FixedSetting(string name) => Recipe("DT1038",
        $"'{name}' is fixed when the run starts, and no task can write it",
        "Give it another name here, or set it under config:, on the host or with -o");

    public static Error MisspeltSetting(string name, string known) => Recipe("DT1039",
        $"Setting '{name}' does nothing: nobody knows it, and nothing refers to it",
        $"Did you mean '{known}'? Else use it, or leave it out");

    public const string SettingCycleCode = "DT1014";

    public static Error SettingChainTooLong(string first, int most) => Recipe(SettingCycleCode,
        $"Setting '{first}' leads through more than {most} others",
        "Give one of them a value of its own");

    public static Error SettingCycle(IReadOnlyList<string> chain) => Recipe(SettingCycleCode,
        $"Settings refer to each other in a circle: {string.Join(" -> ", chain)}",
        "Give one of them a value of its own");

    public const string SettingMissingCode = "DT1015";

    public static Error SettingMissing(string name, string? neededBy, IEnumerable<string> known) => Recipe(SettingMissingCode,
        $"Setting '{name}' is not set{(neededBy is null ? "" : $"; '{neededBy}' needs it")}",
        DidYouMean.Hint(name, known) + $"Set it under config: or on the host, or with -o {name}=VALUE; a literal {{{{ is written \\{{{{");

    public static Error BadDeployPath(string path, string why) => Recipe("DT1016",
        $"'{Short(path)}' cannot be deploy_path: {why}",
        "Name a folder of its own, such as /srv/app or /home/USER/app");

    public static Error BadReleaseName(string name) => Recipe("DT1017",
        $"'{Short(name)}' is no name of a release",
        "Use 1 to 100 letters, digits and . _ + -, beginning with a letter or digit");

    public static Error BadRelativePath(string path, string why) => Recipe("DT1019",
        $"'{Short(path)}' cannot be a path below a release: {why}",
        "Write a path relative to the release, such as storage/logs");

    public static Error BadPort(string text) => Recipe("DT1022",
        $"'{Short(text)}' is no port",
        "Write a number from 1 to 65535");

    public static Error NotADuration(string text, string? setting = null) => Recipe("DT1020",
        $"{(setting is null ? "" : $"Setting '{setting}': ")}'{text}' is no duration",
        "Write 250ms, 90s, 10m, 1h30m or a number of seconds");

    public const string VariableMissingCode = "DT1026";

    public static Error VariableMissing(string name) => Recipe(VariableMissingCode,
        $"Environment variable '{name}' is not set",
        "Set it, or add default: beside its name");

    public static Error BadHostRange(string pattern, string why) => Recipe("DT1027",
        $"Host '{Short(pattern)}' cannot be expanded: {why}",
        "Write web[01:12] or web[a:f]; every bracket is a range");

    public static Error BadPlaceholder(string text) => Recipe("DT1028",
        $"'{Short(text)}' is no placeholder",
        "Write {{name}}, or {{name | raw}}, {{name | quote}}, {{name | command}}; a literal {{ is written \\{{");

    public static Error UnsafePlaceholder(string name, string where) => Recipe("DT1029",
        $"'{{{{{name}}}}}' stands {where}",
        "Move it where a value is safe (bare, '…' or \"…\"), or write {{" + name + " | raw}} and take care of it yourself");

    public static Error PlaceholderInOtherLanguage(string name, string program) => Recipe("DT1029",
        $"'{{{{{name}}}}}' stands in a script for '{Short(program)}', which is no shell whose quoting is known",
        "Hand the value over with env: or args:, or write {{" + name + " | raw}} and take care of it yourself");

    public static Error BadSelector(string selector, string why) => Recipe("DT1030",
        $"Selector '{selector}' cannot be read: {why}",
        "Write aliases or label=value, label!=v1|v2; join with & (and) or , (or)");

    public static Error NotText(string setting, string kind) => Recipe("DT1034",
        $"Setting '{setting}' is a {kind}, which cannot stand in a text",
        "Use a list only in a bare place of a command, where its items become words");

    public static Error NotAMap(string setting) => Recipe("DT1034",
        $"Setting '{setting}' is no map",
        "Write its entries out; a placeholder or a text cannot stand for them");

    public static Error SettingUnfit(string setting, string text, string expected) => Recipe("DT1034",
        $"Setting '{setting}' is '{Short(text)}', not {expected}",
        $"Make it {expected}, in the recipe or with -o");

    public static Error NulInShell() => Recipe("DT1036",
        "A value holds a NUL character, which no shell can take",
        "Find the setting that holds it, or pass it in a file");

    public static Error ConstantCondition(string text) => Recipe("DT1035",
        $"Condition '{text}' does not depend on anything",
        "Name a setting in it: {{name}}");

    public static Error EmptyOperand() => Recipe("DT1035",
        "A condition lacks an operand",
        "Write {{a}} == text, {{a}} != text, {{a}} or !{{a}}");

    public static Error ConditionGoesOn(string rest) => Recipe("DT1035",
        $"Condition: nothing can be made of '{Short(rest.Trim())}'",
        "Write {{a}}, !{{a}}, {{a}} == text or {{a}} != text, joined by && and ||; text with blanks or signs in it needs quotes");

    public static Error NeitherTrueNorFalse(string term) => Recipe("DT1035",
        $"Condition: '{Short(term)}' is neither true nor false",
        "Write {{name}} or !{{name}} and nothing around it, or compare it: {{name}} == text");

    public static Error OpenQuote(string text) => Recipe("DT1035",
        $"Condition: {text} has an open quote",
        "Close it, or leave the quotes out");
}
