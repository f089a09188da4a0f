namespace DeployTasks.Recipes;

internal sealed partial class ShellWriter
{
    private void SingleQuotes()
    {
        Copy();
        while (!AtEnd && Current != '\'')
        {
            if (Current == Hole)
            {
                Fill(hole => hole.InSingleQuotes());
            }
            else
            {
                Copy();
            }
        }

        Copy();
    }

    private void DoubleQuotes()
    {
        Copy();
        while (!AtEnd && Current != '"')
        {
            switch (Current)
            {
                case Hole:
                    Fill(hole => hole.InDoubleQuotes());
                    break;
                case '\\' when Peek(1) == '\n' && source[_at - 1] == '$':
                    LoseCut();
                    break;
                case '\\':
                    Copy(2);
                    break;
                case '`':
                    Backticks();
                    break;
                case '$':
                    Dollar();
                    break;
                default:
                    Copy();
                    break;
            }
        }

        Copy();
    }

    // $'…' is a quote of its own in bash and a dollar sign before '…' in dash; they end alike unless \' is in it.
    private void DollarQuotes()
    {
        Copy(2);
        while (!AtEnd && Current != '\'')
        {
            if (Current == Hole)
            {
                Refuse("inside $'…', which not every shell knows; use '…' or \"…\"");
            }

            if (Current == '\\' && Peek(1) == '\'')
            {
                Lose(@"\' inside $'…', which bash and sh read differently");
                return;
            }

            Copy(Current == '\\' ? 2 : 1);
        }

        Copy();
    }

    private void Backticks()
    {
        Copy();
        while (!AtEnd && Current != '`')
        {
            if (Current == Hole)
            {
                Refuse("inside `…`; write $( … ) instead");
            }

            Copy(Current == '\\' ? 2 : 1);
        }

        Copy();
    }

    private void Dollar()
    {
        if (HoleAt(1))
        {
            Refuse("right after a dollar sign; write {{name}} without it, or \\$ for the sign itself");
        }

        switch (Peek(1))
        {
            case '(' when Peek(2) == '(':
                Arithmetic();
                break;
            case '(':
                Parentheses(2);
                break;
            case '{':
                Parameter();
                break;
            case '[':
                Lose("$[ … ], which bash evaluates");
                break;
            default:
                Copy();
                break;
        }
    }

    private void Parameter()
    {
        Deepen();
        Copy(2);
        while (!AtEnd && Current != '}')
        {
            switch (Current)
            {
                case Hole:
                    Refuse("inside ${ … }; hand the value over with env: and test that variable");
                    break;
                case '$' when Peek(1) == '{':
                    Parameter();
                    break;
                case '\'' or '"' or '\\' or '`':
                case '$' when Peek(1) == '(':
                    Lose("quotes or a command inside ${ … }, which shells read differently");
                    break;
                default:
                    Copy();
                    break;
            }
        }

        Copy();
        _depth--;
    }

    private void Arithmetic()
    {
        Copy(3);
        for (var open = 2; !AtEnd && open > 0; Copy())
        {
            switch (Current)
            {
                case Hole:
                    Refuse("inside $(( … )), where a value is evaluated; hand it over with env: after checking it");
                    break;
                case '\'' or '"' or '\\' or '`' or ';' or '#':
                    Lose("quotes or commands inside $(( … ))");
                    return;
                case '(':
                    open++;
                    break;
                case ')':
                    open--;
                    break;
            }
        }
    }
}
