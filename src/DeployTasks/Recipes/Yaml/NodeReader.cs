using System.Collections.Immutable;
using YamlDotNet.Core;
using Parsed = YamlDotNet.Core.Events;

namespace DeployTasks.Recipes.Yaml;

/// <summary>
/// Reads one YAML document from parser events, so that hostile input is refused before anything grows: nesting, aliases
/// and expanded size are counted, tags refused.
/// </summary>
internal sealed class NodeReader
{
    private const int DeepestNesting = 64;
    private const int MostNodes = 100_000;
    private readonly Parser _parser;
    private readonly string _file;
    private readonly Findings _findings;
    private readonly Dictionary<string, Node> _anchors = [];
    private readonly Stack<Place> _openFlows = [];
    private int _nodes;

    private NodeReader(Parser parser, string file, Findings findings) => (_parser, _file, _findings) = (parser, file, findings);

    /// <summary>Null when there is nothing but comments.</summary>
    public static Node? Read(string yaml, string file, Findings findings)
    {
        var reader = new NodeReader(new Parser(new StringReader(yaml)), file, findings);
        try
        {
            return reader.ReadDocument();
        }
        catch (Exception wrong) when (wrong is not DeployException)
        {
            // The parser answers some broken input with exceptions of other kinds, which know no place.
            throw new DeployException(reader.TabIn(yaml, wrong) is { } tab
                ? Errors.TabIndents().At(tab)
                : wrong is not YamlException && reader._openFlows.TryPeek(out var open) ? Errors.FlowNotClosed().At(open)
                : Errors.NotYaml(wrong.Message).At(PlaceOf(file, (wrong as YamlException)?.Start ?? reader._parser.Current?.Start)));
        }
    }

    // The parser knows a tab by name and blames a line before it, or stumbles over the line itself. What it has read was fine.
    private Place? TabIn(string yaml, Exception wrong)
    {
        var lines = yaml.Split('\n');
        var read = Math.Clamp((int)(_parser.Current?.End.Line ?? 1) - 1, 0, lines.Length);
        var line = Array.FindIndex(lines, read, text => text.AsSpan().TrimStart(' ').StartsWith("\t") && text.Trim().Length > 0);
        return line >= 0 && (wrong.Message.Contains(" tab ") || (wrong as YamlException)?.Start.Line == line + 1)
            ? new Place(_file, line + 1, lines[line].IndexOf('\t') + 1)
            : null;
    }

    private static Place PlaceOf(string file, Mark? mark) => new(file, (int)(mark?.Line ?? 0), (int)(mark?.Column ?? 0));

    private Place Here => PlaceOf(_file, _parser.Current?.Start);

    private Node? ReadDocument()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not Parsed.DocumentStart)
        {
            return null;
        }

        _parser.MoveNext();
        var root = ReadNode(1);
        _parser.MoveNext();
        return _parser.Current is Parsed.DocumentStart
            ? throw new DeployException(Errors.SecondDocument().At(Here))
            : root is Scalar { IsNull: true } ? null : root;
    }

    // Leaves the parser on the event behind the node.
    private Node ReadNode(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new DeployException(Errors.NestedTooDeep(DeepestNesting).At(Here));
        }

        if (_parser.Current is Parsed.AnchorAlias alias)
        {
            var known = _anchors.GetValueOrDefault(alias.Value.Value)
                ?? throw new DeployException(Errors.UnknownAnchor(alias.Value.Value).At(Here));
            Count(known.Size);
            _parser.MoveNext();
            return known;
        }

        // The parser leaves out the value in some broken flow maps.
        var start = _parser.Current as Parsed.NodeEvent
            ?? throw new DeployException(Errors.NotYaml("a value is missing").At(Here));
        if (!start.Tag.IsEmpty)
        {
            _findings.Add(Errors.Tag(start.Tag.ToString()), Here);
        }

        Count(1);
        var isFlow = start is Parsed.SequenceStart { Style: Parsed.SequenceStyle.Flow } or Parsed.MappingStart { Style: Parsed.MappingStyle.Flow };
        if (isFlow)
        {
            _openFlows.Push(Here);
        }

        Node node = start switch
        {
            Parsed.Scalar scalar => ReadScalar(scalar),
            Parsed.SequenceStart => ReadSequence(depth),
            _ => ReadMapping(depth),
        };
        if (isFlow)
        {
            _openFlows.Pop();
        }

        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > MostNodes)
        {
            throw new DeployException(Errors.TooManyValues(MostNodes).At(Here));
        }
    }

    private Scalar ReadScalar(Parsed.Scalar scalar)
    {
        var node = new Scalar(scalar.Value, scalar.Style == ScalarStyle.Plain, Here);
        _parser.MoveNext();
        return node;
    }

    private Sequence ReadSequence(int depth)
    {
        var place = Here;
        var items = ImmutableArray.CreateBuilder<Node>();
        for (_parser.MoveNext(); _parser.Current is not Parsed.SequenceEnd;)
        {
            items.Add(ReadNode(depth + 1));
        }

        _parser.MoveNext();
        return new Sequence(items.ToImmutable(), place);
    }

    private Mapping ReadMapping(int depth)
    {
        var place = Here;
        var own = new List<Entry>();
        var names = new Dictionary<string, Scalar>();
        var merged = new List<Node>();
        for (_parser.MoveNext(); _parser.Current is not Parsed.MappingEnd;)
        {
            var keyPlace = Here;
            if (ReadNode(depth + 1) is not Scalar key)
            {
                throw new DeployException(Errors.KeyIsNoText().At(keyPlace));
            }

            var value = ReadNode(depth + 1);
            if (key is { Plain: true, Text: "<<" })
            {
                merged.AddRange(value is Sequence several ? several.Items : [value]);
            }
            else if (names.TryAdd(key.Text, key))
            {
                own.Add(new Entry(key, value));
            }
            else
            {
                _findings.Add(Errors.DuplicateKey(key.Text, names[key.Text].Place.Line), key.Place);
            }
        }

        _parser.MoveNext();
        foreach (var source in merged)
        {
            if (source is not Mapping mapping)
            {
                throw new DeployException(Errors.MergesNoMap().At(source.Place));
            }

            own.AddRange(mapping.Entries.Where(entry => names.TryAdd(entry.Name, entry.Key)));
        }

        return new Mapping([.. own], place);
    }
}
