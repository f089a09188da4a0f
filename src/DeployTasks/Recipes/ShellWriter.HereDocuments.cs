namespace DeployTasks.Recipes;

internal sealed partial class ShellWriter
{
    private readonly Queue<HereDocument> _hereDocuments = new();

    private sealed record HereDocument(string End, bool StripTabs, bool Quoted);

    private void HereOperator()
    {
        if (Peek(2) == '<')
        {
            Copy(3);
            return;
        }

        Copy(2);
        var stripTabs = Current == '-';
        Copy(stripTabs ? 1 : 0);
        while (!AtEnd && Current is ' ' or '\t')
        {
            Copy();
        }

        var mark = EndMark();
        var end = mark.Replace("'", "").Replace("\"", "").Replace("\\", "");
        if (end.Length == 0 || mark.EndsWith('\\') || end.AsSpan().ContainsAny('$', '`'))
        {
            Lose($"the end mark {mark} of a here-document");
            return;
        }

        _hereDocuments.Enqueue(new HereDocument(end, stripTabs, Quoted: end != mark));
    }

    private string EndMark()
    {
        var start = _at;
        var quote = Hole;
        while (!AtEnd && (quote != Hole || !" \t\n;&|<>()".Contains(Current)))
        {
            if (Current == Hole)
            {
                Refuse("in the end mark of a here-document");
            }

            quote = Current == quote ? Hole : quote == Hole && Current is '\'' or '"' ? Current : quote;
            Copy();
        }

        return source[start.._at];
    }

    private void HereDocuments()
    {
        while (_hereDocuments.TryDequeue(out var document))
        {
            var ended = false;
            while (!AtEnd && !ended)
            {
                var length = source.IndexOf('\n', _at) is >= 0 and var newline ? newline - _at : source.Length - _at;
                var line = source.AsSpan(_at, length);
                if (line.Contains(Hole))
                {
                    Refuse("inside a here-document, whose end a value could forge; use a template: step or env:");
                }

                ended = (document.StripTabs ? line.TrimStart('\t') : line).SequenceEqual(document.End);
                var continued = !document.Quoted && line.EndsWith("\\");
                Copy(length + 1);
                if (continued)
                {
                    Lose("a backslash at the end of a line in a here-document");
                }
            }
        }
    }
}
