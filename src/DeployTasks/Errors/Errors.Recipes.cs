namespace DeployTasks;

public static partial class Errors
{
    private static Error Recipe(string code, string what, string next) => new(code, ExitCode.Usage, what, next);

    public static Error EmptyRecipe(string file) => Recipe("DT1001",
        $"Recipe '{file}' is empty", "Write hosts: and tasks: into it; dotnet deploy init makes an annotated one");

    public static Error NotYaml(string parserSays) => Recipe("DT1002", $"This is no YAML: {parserSays.TrimEnd('.')}", "Mend the text at this place");

    public static Error TabIndents() => Recipe("DT1002", "A tab indents this line", "Indent with blanks; YAML takes no tabs there");

    public static Error NotUtf8(string file) => Recipe("DT1002", $"Recipe '{file}' is not UTF-8", "Save it as UTF-8");

    public static Error SecondDocument() => Recipe("DT1002", "A second YAML document begins here", "Keep one document per file; use import: for more");

    public static Error KeyIsNoText() => Recipe("DT1002", "A list or map stands where a key belongs", "Quote it when it begins with [ or {");

    public static Error UnknownAnchor(string name) => Recipe("DT1002", $"There is no anchor '{name}' before this place", "Define it first: .base: &" + name);

    public static Error MergesNoMap() => Recipe("DT1002", "<<: can only merge maps", "Point it at an anchor of a map");

    public static Error NestedTooDeep(int depth) => Recipe("DT1003", $"Nested deeper than {depth} levels", "Flatten it");

    public static Error TooManyValues(int most) => Recipe("DT1004",
        $"The recipe expands to more than {most} values", "Use fewer aliases that contain aliases");

    public static Error RecipeTooLarge(string file) => Recipe("DT1005", $"Recipe '{file}' is larger than 1 MiB", "Move data out of it, into files that steps upload");

    public static Error Tag(string tag) => Recipe("DT1006", $"YAML tag {tag} is not allowed", "Leave it out; quote a value to make it a text");

    public static Error UnknownKey(string key, string where, IReadOnlyList<string> known) => Recipe("DT1007",
        $"Unknown key '{key}' in this {where}", DidYouMean.Hint(key, known) + $"Known are: {string.Join(", ", known)}");

    public static Error DuplicateKey(string key, int firstLine) => Recipe("DT1008", $"'{key}' stands here a second time", $"The first is in line {firstLine}; keep one");

    public static Error WrongShape(string expected, string found) => Recipe("DT1009", $"{char.ToUpperInvariant(found[0])}{found[1..]} stands where {expected} is expected", "dotnet deploy schema describes every key");

    public static Error MissingKey(string where, string key) => Recipe("DT1009", $"This {where} lacks '{key}'", $"Add {key}:");

    public static Error NotExactlyOne(string where, IReadOnlyList<string> keys) => Recipe("DT1009",
        $"This {where} needs exactly one of {string.Join(", ", keys)}", "Keep one of them");

    public static Error OnceTwice() => Recipe("DT1009", "A task is once or once_per_node, not both", "Keep one of them");

    public static Error BadHostName(string name) => Recipe("DT1010", $"'{Short(name)}' is no host name",
        "Use letters, digits, '.', '-' and '_' (an IPv6 address in brackets), beginning with a letter or digit");

    public static Error BadVariableName(string name) => Recipe("DT1013", $"'{name}' is no name of an environment variable", "Use letters, digits and _, not beginning with a digit");

    public static Error LoaderVariable(string name) => Recipe("DT1013",
        $"'{name}' makes programs run somebody else's code", "Put allow_loader_env: true beside env: if that is meant");

    public static Error BadUser(string name) => Recipe("DT1011", $"'{Short(name)}' is no user name",
        "Use letters, digits and _ . - @, not beginning with - . or @");

    public static Error BadBranch(string name) => Recipe("DT1012", $"'{Short(name)}' is no name of a branch or tag",
        "Use a name that git check-ref-format accepts and that does not begin with -");

    public const string SettingCycleCode = "DT1014";

    public static Error SettingChainTooLong(string first, int most) => Recipe(SettingCycleCode,
        $"Setting '{first}' leads through more than {most} others", "Give one of them a value of its own");

    public static Error SettingCycle(IReadOnlyList<string> chain) => Recipe(SettingCycleCode,
        $"Settings refer to each other in a circle: {string.Join(" -> ", chain)}", "Give one of them a value of its own");

    public const string SettingMissingCode = "DT1015";

    public static Error SettingMissing(string name, string? neededBy, IEnumerable<string> known) => Recipe(SettingMissingCode,
        $"Setting '{name}' is not set{(neededBy is null ? "" : $"; '{neededBy}' needs it")}",
        DidYouMean.Hint(name, known) + $"Set it under config: or on the host, or with -o {name}=VALUE; a literal {{{{ is written \\{{{{");

    public static Error BadDeployPath(string path, string why) => Recipe("DT1016",
        $"'{Short(path)}' cannot be deploy_path: {why}", "Name a folder of its own, such as /srv/app or /home/USER/app");

    public static Error BadReleaseName(string name) => Recipe("DT1017", $"'{Short(name)}' is no name of a release",
        "Use 1 to 100 letters, digits and . _ + -, beginning with a letter or digit");

    public static Error BadRelativePath(string path, string why) => Recipe("DT1019",
        $"'{Short(path)}' cannot be a path below a release: {why}", "Write a path relative to the release, such as storage/logs");

    public static Error BadPort(string text) => Recipe("DT1022", $"'{Short(text)}' is no port", "Write a number from 1 to 65535");

    public static Error NotADuration(string text, string? setting = null) => Recipe("DT1020",
        $"{(setting is null ? "" : $"Setting '{setting}': ")}'{text}' is no duration", "Write 250ms, 90s, 10m, 1h30m or a number of seconds");

    public static Error RecipeUnreadable(string file, string why) => Recipe("DT1023",
        $"Recipe '{file}' cannot be read: {why}", "Name another file with -f, or mend this one");

    public static Error ImportCycle(IReadOnlyList<string> chain) => Recipe("DT1024",
        $"Files import each other in a circle: {string.Join(" -> ", chain)}", "Take one of the imports out");

    public static Error TooManyImports(int most) => Recipe("DT1024", $"More than {most} files are imported", "Import fewer");

    public static Error UnknownEnvironment(string name, IReadOnlyList<string> known) => Recipe("DT1025",
        $"There is no environment '{name}'", DidYouMean.Hint(name, known) + (known.Count == 0
            ? "The recipe has no environments:" : $"The recipe has: {string.Join(", ", known)}"));

    public static Error VariableMissing(string name) => Recipe("DT1026",
        $"Environment variable '{name}' is not set", "Set it, or add default: beside its name");

    public static Error BadHostRange(string pattern, string why) => Recipe("DT1027",
        $"Host '{Short(pattern)}' cannot be expanded: {why}", "Write web[01:12] or web[a:f]; every bracket is a range");

    public static Error BadPlaceholder(string text) => Recipe("DT1028",
        $"'{Short(text)}' is no placeholder", "Write {{name}}, or {{name | raw}}, {{name | quote}}, {{name | command}}; a literal {{ is written \\{{");

    public static Error UnsafePlaceholder(string name, string where) => Recipe("DT1029",
        $"'{{{{{name}}}}}' stands {where}", "Move it where a value is safe (bare, '…' or \"…\"), or write {{" + name + " | raw}} and take care of it yourself");

    public static Error BadSelector(string selector, string why) => Recipe("DT1030",
        $"Selector '{selector}' cannot be read: {why}", "Write aliases or label=value, label!=v1|v2; join with & (and) or , (or)");

    public static Error NoAction(IReadOnlyList<string> keys, IReadOnlyList<string> known) => Recipe("DT1031",
        "This step does nothing: it names no action",
        string.Concat(keys.Select(key => DidYouMean.Hint(key, known)).FirstOrDefault(hint => hint.Length > 0)) + $"Actions are: {string.Join(", ", known)}");

    public static Error SeveralActions(IReadOnlyList<string> actions) => Recipe("DT1031",
        $"This step has several actions: {string.Join(", ", actions)}", "Begin a new step with - for each of them");

    public static Error NoSuchTask(string name, IEnumerable<string> known) => Recipe("DT1032",
        $"There is no task '{name}'", DidYouMean.Hint(name, known) + "dotnet deploy tasks lists them");

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

    public static Error TooManyHosts(int most) => Recipe("DT1027", $"The recipe has more than {most} hosts", "Split it into several recipes");

    public static Error DetachedWithoutName() => Recipe("DT1031", "A detached script lacks 'name'", "Add name:, so that wait: can name it");

    public static Error DefaultIsNoChoice(string text) => Recipe("DT1031", $"Default '{text}' is not among the choices", "Add it to choices:, or take one of them");

    public static Error AliasIsGiven() => Recipe("DT1037", "The alias of a host is its key under hosts:", "Rename the key; hostname: is the address");

    public static Error ReservedLabel(string name) => Recipe("DT1037", $"'{name}' has a meaning of its own in selectors", "Choose another label");

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
