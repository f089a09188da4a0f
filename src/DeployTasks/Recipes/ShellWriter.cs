using System.Text;

namespace DeployTasks.Recipes;

/// <summary>
/// Fills values into a shell text, each escaped for the place it stands in. It reads the text as a shell would, by
/// recursive descent; where no escape is safe in bash, dash and BusyBox alike it refuses (DT1029) instead of guessing.
/// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
/// </summary>
internal sealed partial class ShellWriter(string source, IReadOnlyList<ShellHole> holes)
{
    /// <summary>Stands for the next value; no shell text can hold a NUL of its own.</summary>
    public const char Hole = '\0';

    private const int DeepestNesting = 50;
    private readonly StringBuilder _written = new();
    private int _at;
    private int _nextHole;
    private int _depth;

    public string Write()
    {
        Commands(nested: false);
        return _written.ToString();
    }

    private char Current => Peek(0);

    private bool AtEnd => _at >= source.Length;

    private char Peek(int ahead) => _at + ahead < source.Length ? source[_at + ahead] : '\n';

    private bool HoleAt(int ahead) => _at + ahead < source.Length && source[_at + ahead] == Hole;

    private void Copy(int count = 1)
    {
        count = Math.Min(count, source.Length - _at);
        if (source.AsSpan(_at, count).Contains(Hole))
        {
            Refuse("right after a backslash or inside an operator");
        }

        _written.Append(source, _at, count);
        _at += count;
    }

    private string Fill(Func<ShellHole, string> escape)
    {
        var text = escape(holes[_nextHole++]);
        _written.Append(text);
        _at++;
        return text;
    }

    private void Refuse(string where) => throw new DeployException(Errors.UnsafePlaceholder(holes[_nextHole].Name, where));

    /// <summary>From here on shells disagree, or we cannot tell: fine, as long as no value follows.</summary>
    private void Lose(string after)
    {
        if (source.IndexOf(Hole, _at) >= 0)
        {
            Refuse($"after {after}");
        }

        Copy(source.Length - _at);
    }

    private void Deepen()
    {
        if (++_depth > DeepestNesting)
        {
            Lose("so many nested parentheses or braces");
        }
    }

    /// <summary>Commands up to the end, or when nested up to the closing parenthesis.</summary>
    private void Commands(bool nested)
    {
        Deepen();
        var pending = _hereDocuments.Count;
        var wordStarts = true;
        while (!AtEnd && !(nested && Current == ')'))
        {
            var atWordStart = wordStarts;
            wordStarts = false;
            switch (Current)
            {
                case Hole when IsSubscript():
                    Refuse("in a subscript, which bash evaluates");
                    break;
                case Hole:
                    wordStarts = Fill(hole => hole.Bare()).Length == 0 && atWordStart;
                    break;
                case '\\' when Peek(1) == '\n':
                    Continuation();
                    wordStarts = atWordStart;
                    break;
                case '#' when atWordStart:
                    Comment();
                    break;
                case '\n':
                    Copy();
                    HereDocuments();
                    wordStarts = true;
                    break;
                case '<' when Peek(1) == '<':
                    HereOperator();
                    wordStarts = true;
                    break;
                case '(' when Peek(1) == '(':
                    Lose("(( … )), which bash and sh read differently; write a blank between the parentheses");
                    break;
                case '(' when nested:
                    Parentheses(1);
                    wordStarts = true;
                    break;
                case 'c' when nested && atWordStart && Peek(4) is ' ' or '\t' or '\n' && source.AsSpan(_at).StartsWith("case"):
                    Lose("case … esac inside $( … ), whose parentheses do not match");
                    break;
                default:
                    wordStarts = Current is ' ' or '\t' or ';' or '&' or '|' or '(' or ')' or '<' or '>';
                    Word();
                    break;
            }
        }

        _depth--;
        if (_hereDocuments.Count > pending && nested)
        {
            Lose("a here-document that ends with its $( … )");
        }
    }

    /// <summary>
    /// A line that goes on in the next: nothing at all to a shell. What we look at together may stand on both sides of it only
    /// where it cuts a word or an operator.
    /// </summary>
    private void Continuation()
    {
        if (_at > 0 && !" \t\n&|;)".Contains(source[_at - 1]) && Peek(2) is not (' ' or '\t' or '\n'))
        {
            LoseCut();
        }

        Copy(2);
    }

    private void LoseCut() => Lose("a word or operator that goes on in the next line; break the line at a blank");

    private bool IsSubscript() =>
        _at > 1 && source[_at - 1] == '[' && (char.IsAsciiLetterOrDigit(source[_at - 2]) || source[_at - 2] == '_');

    private void Parentheses(int opening)
    {
        Copy(opening);
        Commands(nested: true);
        Copy();
    }

    private void Word()
    {
        switch (Current)
        {
            case '\\':
                Copy(2);
                break;
            case '\'':
                SingleQuotes();
                break;
            case '"':
                DoubleQuotes();
                break;
            case '`':
                Backticks();
                break;
            case '$' when Peek(1) == '\'':
                DollarQuotes();
                break;
            case '$':
                Dollar();
                break;
            default:
                Copy();
                break;
        }
    }

    private void Comment()
    {
        while (!AtEnd && Current != '\n')
        {
            if (Current == Hole)
            {
                // A comment needs no value, and a value with a line break would end the comment.
                _written.Append("{{").Append(holes[_nextHole++].Name).Append("}}");
                _at++;
            }
            else
            {
                Copy();
            }
        }
    }
}
