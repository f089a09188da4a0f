using System.Globalization;
using System.Text;

namespace DeployTasks.MSBuild;

/// <summary>
/// Reads one JSON value into dictionaries, lists, strings, numbers, booleans and null. A task that shares MSBuild's process
/// may bring no package along, and System.Text.Json is none of netstandard2.0; what it reads, our own tool has written.
/// </summary>
internal sealed class JsonReader(string text)
{
    private int _at;

    private char Current => _at < text.Length ? text[_at] : throw new FormatException("The text is cut.");

    /// <exception cref="FormatException">The text is cut, or no JSON.</exception>
    public static object? Read(string text) => new JsonReader(text).Value();

    private object? Value()
    {
        Blank();
        switch (Current)
        {
            case '{': return Object();
            case '[': return Array();
            case '"': return String();
            case 't': _at += 4; return true;
            case 'f': _at += 5; return false;
            case 'n': _at += 4; return null;
            default: return Number();
        }
    }

    private Dictionary<string, object?> Object()
    {
        var entries = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (_at++; Next() != '}';)
        {
            var name = String();
            Next();
            _at++;
            entries[name] = Value();
            Comma();
        }

        _at++;
        return entries;
    }

    private List<object?> Array()
    {
        var values = new List<object?>();
        for (_at++; Next() != ']'; Comma())
        {
            values.Add(Value());
        }

        _at++;
        return values;
    }

    private string String()
    {
        var value = new StringBuilder();
        for (_at++; Current != '"'; _at++)
        {
            value.Append(Current == '\\' ? Escaped() : Current);
        }

        _at++;
        return value.ToString();
    }

    private char Escaped()
    {
        _at++;
        switch (Current)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u':
                var digits = text.Substring(_at + 1, Math.Min(4, text.Length - _at - 1));
                _at += 4;
                return (char)int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            default: return Current;
        }
    }

    private double Number()
    {
        var start = _at;
        while (_at < text.Length && "+-.eE0123456789".IndexOf(text[_at]) >= 0)
        {
            _at++;
        }

        return double.Parse(text.Substring(start, _at - start), CultureInfo.InvariantCulture);
    }

    private char Next()
    {
        Blank();
        return Current;
    }

    private void Comma()
    {
        if (Next() == ',')
        {
            _at++;
        }
    }

    private void Blank()
    {
        while (char.IsWhiteSpace(Current))
        {
            _at++;
        }
    }
}
