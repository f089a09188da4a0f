namespace DeployTasks.Recipes;

/// <summary>Every term is read, also where the first decides, so that nonsense never hides behind a lucky value.</summary>
internal sealed class ConditionReader(string text, Settings settings)
{
    private readonly Expansion _values = new(settings, lenient: true);
    private int _at;

    public bool Read()
    {
        var holds = AllHold();
        while (Take("||"))
        {
            holds |= AllHold();
        }

        return _at == text.Length ? holds : throw new DeployException(Errors.ConditionGoesOn(text[_at..]));
    }

    private bool AllHold()
    {
        var holds = TermHolds();
        while (Take("&&"))
        {
            holds &= TermHolds();
        }

        return holds;
    }

    private bool TermHolds()
    {
        if (Take("!"))
        {
            return !IsTrue(Operand());
        }

        var left = Operand();
        return Take("==") ? Value(left) == Value(Operand()) : Take("!=") ? Value(left) != Value(Operand()) : IsTrue(left);
    }

    /// <summary>Alone only a setting is true or false: any other text would be true for ever.</summary>
    private bool IsTrue(string operand) => operand.ToLowerInvariant() switch
    {
        "true" => true,
        "false" => false,
        _ => Template.Parse(operand) is [LiteralPart { Text: "" }, Placeholder { Filter: PlaceholderFilter.None }, LiteralPart { Text: "" }]
            ? Value(operand).Trim().ToLowerInvariant() is not ("" or "false" or "no" or "off" or "0")
            : throw new DeployException(Errors.NeitherTrueNorFalse(operand)),
    };

    private string Value(string operand) => _values.Verbatim(operand[0] is '\'' or '"' ? operand[1..^1] : operand);

    private string Operand()
    {
        SkipBlanks();
        var start = _at;
        if (_at < text.Length && text[_at] is '\'' or '"')
        {
            var close = text.IndexOf(text[_at], _at + 1);
            _at = close >= 0 ? close + 1 : throw new DeployException(Errors.OpenQuote(text[_at..]));
        }
        else
        {
            while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !"()<>=!&|'\"".Contains(text[_at]))
            {
                _at = text.AsSpan(_at).StartsWith("{{") ? EndOfPlaceholder() : _at + 1;
            }
        }

        return _at > start ? text[start.._at] : throw new DeployException(Errors.EmptyOperand());
    }

    private int EndOfPlaceholder() =>
        text.IndexOf("}}", _at, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : text.Length;

    private bool Take(string sign)
    {
        SkipBlanks();
        var taken = text.AsSpan(_at).StartsWith(sign);
        _at += taken ? sign.Length : 0;
        return taken;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }
}
