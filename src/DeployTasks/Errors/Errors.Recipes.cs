namespace DeployTasks;

public static partial class Errors
{
    private static Error Recipe(string code, string what, string next) => new(code, ExitCode.Usage, what, next);

    public static Error EmptyRecipe(string file) => Recipe("DT1001",
        $"Recipe '{file}' is empty",
        "Write hosts: and tasks: into it; dotnet deploy init makes an annotated one");

    public static Error NotYaml(string parserSays) => Recipe("DT1002",
        $"This is no YAML: {parserSays.TrimEnd('.')}",
        "Mend the text at this place");

    public static Error TabIndents() => Recipe("DT1002",
        "A tab indents this line",
        "Indent with blanks; YAML takes no tabs there");

    public static Error FlowNotClosed() => Recipe("DT1002",
        "A { or [ that stands here is not closed",
        "Close it with } or ]");

    public static Error NotUtf8(string file) => Recipe("DT1002",
        $"Recipe '{file}' is not UTF-8",
        "Save it as UTF-8");

    public static Error SecondDocument() => Recipe("DT1002",
        "A second YAML document begins here",
        "Keep one document per file; use import: for more");

    public static Error KeyIsNoText() => Recipe("DT1002",
        "A list or map stands where a key belongs",
        "Quote it when it begins with [ or {");

    public static Error UnknownAnchor(string name) => Recipe("DT1002",
        $"There is no anchor '{name}' before this place",
        "Define it first: .base: &" + name);

    public static Error MergesNoMap() => Recipe("DT1002",
        "<<: can only merge maps",
        "Point it at an anchor of a map");

    public static Error NestedTooDeep(int depth) => Recipe("DT1003",
        $"Nested deeper than {depth} levels",
        "Flatten it");

    public static Error TooManyValues(int most) => Recipe("DT1004",
        $"The recipe expands to more than {most} values",
        "Use fewer aliases that contain aliases");

    public static Error RecipeTooLarge(string file) => Recipe("DT1005",
        $"Recipe '{file}' is larger than 1 MiB",
        "Move data out of it, into files that steps upload");

    public static Error Tag(string tag) => Recipe("DT1006",
        $"YAML tag {tag} is not allowed",
        "Leave it out; quote a value to make it a text");

    public static Error UnknownKey(string key, string where, IReadOnlyList<string> known) => Recipe("DT1007",
        $"Unknown key '{key}' in this {where}",
        DidYouMean.Hint(key, known) + $"Known are: {string.Join(", ", known)}");

    public static Error DuplicateKey(string key, int firstLine) => Recipe("DT1008",
        $"'{key}' stands here a second time",
        $"The first is in line {firstLine}; keep one");

    public static Error WrongShape(string expected, string found) => Recipe("DT1009",
        $"{char.ToUpperInvariant(found[0])}{found[1..]} stands where {expected} is expected",
        "dotnet deploy schema describes every key");

    public static Error EmptyCommand() => Recipe("DT1009",
        "The command is empty",
        "Write one, in quotes: dotnet deploy exec 'uptime'");

    public static Error MissingKey(string where, string key) => Recipe("DT1009",
        $"This {where} lacks '{key}'",
        $"Add {key}:");

    public static Error NotExactlyOne(string where, IReadOnlyList<string> keys) => Recipe("DT1009",
        $"This {where} needs exactly one of {string.Join(", ", keys)}",
        "Keep one of them");

    public static Error OnceTwice() => Recipe("DT1009",
        "A task is once or once_per_node, not both",
        "Keep one of them");

    public static Error RecipeUnreadable(string file, string why, bool isImported) => Recipe("DT1023",
        $"Recipe '{file}' cannot be read: {why}",
        isImported ? "Correct the path, which is relative to the file that imports it" : "Name another file with -f, or mend this one");

    public static Error ImportCycle(IReadOnlyList<string> chain) => Recipe("DT1024",
        $"Files import each other in a circle: {string.Join(" -> ", chain)}",
        "Take one of the imports out");

    public static Error TooManyImports(int most) => Recipe("DT1024",
        $"More than {most} files are imported",
        "Import fewer");

    public static Error UnknownEnvironment(string name, IReadOnlyList<string> known) => Recipe("DT1025",
        $"There is no environment '{name}'",
        DidYouMean.Hint(name, known)
        + (known.Count == 0 ? "The recipe has no environments" : $"The recipe has: {string.Join(", ", known)}"));

    public static Error NoAction(IReadOnlyList<string> keys, IReadOnlyList<string> known) => Recipe("DT1031",
        "This step does nothing: it names no action",
        keys.Select(key => DidYouMean.Hint(key, known)).FirstOrDefault(hint => hint.Length > 0, "")
        + $"Actions are: {string.Join(", ", known)}");

    public static Error SeveralActions(IReadOnlyList<string> actions) => Recipe("DT1031",
        $"This step has several actions: {string.Join(", ", actions)}",
        "Begin a new step with - for each of them");

    public static Error NoSuchTask(string name, IEnumerable<string> known) => Recipe("DT1032",
        $"There is no task '{name}'",
        DidYouMean.Hint(name, known) + "dotnet deploy tasks lists them");

    public static Error TooManyHosts(int most) => Recipe("DT1027",
        $"The recipe has more than {most} hosts",
        "Split it into several recipes");

    public static Error DetachedWithoutName() => Recipe("DT1031",
        "A detached script lacks 'name'",
        "Add name:, so that wait: can name it");

    public static Error DefaultIsNoChoice(string text) => Recipe("DT1031",
        $"Default '{text}' is not among the choices",
        "Add it to choices:, or take one of them");

    public static Error AliasIsGiven() => Recipe("DT1037",
        "The alias of a host is its key under hosts:",
        "Rename the key; hostname: is the address");

    public static Error ReservedLabel(string name) => Recipe("DT1037",
        $"'{name}' has a meaning of its own in selectors",
        "Choose another label");

    // Whole or not at all: a part of a text may be a part of a secret, and no masking knows that.
    private static string Short(string text) => text.Length <= 200 ? text : $"a text of {text.Length} characters";
}
