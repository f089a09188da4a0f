namespace DeployTasks.Events;

/// <summary>
/// Finds many byte patterns in one pass (Aho-Corasick). Nodes are numbered breadth first, so the children of a node are
/// neighbours and one array per property is the whole automaton. Immutable; the same one serves every stream.
/// </summary>
internal sealed class SecretMatcher
{
    public const int Root = 0;

    private readonly int[] _afterRoot = new int[256];
    private readonly byte[] _label;
    private readonly int[] _firstChild;
    private readonly int[] _fallback;
    private readonly int[] _match;
    private readonly int[] _hold;

    /// <param name="patterns">Distinct and not empty.</param>
    public SecretMatcher(IEnumerable<byte[]> patterns)
    {
        var sorted = patterns.ToArray();
        Array.Sort(sorted, (a, b) => a.AsSpan().SequenceCompareTo(b));
        var nodes = Number(sorted);
        _label = new byte[nodes.Count];
        _fallback = new int[nodes.Count];
        _match = new int[nodes.Count];
        _hold = new int[nodes.Count];
        _firstChild = new int[nodes.Count + 1];
        Link(nodes, sorted);
    }

    /// <summary>The node for the longest suffix, of what was read so far, that begins a pattern.</summary>
    public int Next(int node, byte value)
    {
        while (node != Root)
        {
            var first = _firstChild[node];
            var child = _label.AsSpan(first, _firstChild[node + 1] - first).IndexOf(value);
            if (child >= 0)
                return first + child;
            node = _fallback[node];
        }
        return _afterRoot[value];
    }

    /// <summary>Length of the longest pattern that ends here; 0 when none does.</summary>
    public int MatchLength(int node) => _match[node];

    /// <summary>How many of the last bytes could still become part of a pattern.</summary>
    public int HoldLength(int node) => _hold[node];

    /// <summary>How many leading bytes cannot begin a pattern.</summary>
    public int SkipAtRoot(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (_afterRoot[bytes[i]] != Root)
                return i;
        }
        return bytes.Length;
    }

    // A node is the run of sorted patterns that share its first Depth bytes.
    private sealed record Node(int From, int To, int Depth, int Parent);

    private static List<Node> Number(byte[][] sorted)
    {
        var nodes = new List<Node> { new(0, sorted.Length, 0, Root) };
        for (var i = 0; i < nodes.Count; i++)
        {
            var (from, to, depth, _) = nodes[i];
            while (from < to && sorted[from].Length == depth)
                from++;
            while (from < to)
            {
                var end = from + 1;
                while (end < to && sorted[end][depth] == sorted[from][depth])
                    end++;
                nodes.Add(new Node(from, end, depth + 1, i));
                from = end;
            }
        }
        return nodes;
    }

    private void Link(List<Node> nodes, byte[][] sorted)
    {
        // Parents come in ascending order, so the first child of a node is where its number first appears.
        for (int parent = 0, child = 1; parent <= nodes.Count; parent++)
        {
            while (child < nodes.Count && nodes[child].Parent < parent)
                child++;
            _firstChild[parent] = child;
        }
        for (var i = 1; i < nodes.Count; i++)
        {
            var (from, _, depth, parent) = nodes[i];
            _label[i] = sorted[from][depth - 1];
            if (parent == Root)
                _afterRoot[_label[i]] = i;
            else
                _fallback[i] = Next(_fallback[parent], _label[i]);
            _match[i] = sorted[from].Length == depth ? depth : _match[_fallback[i]];
            _hold[i] = _firstChild[i] < _firstChild[i + 1] ? depth : _hold[_fallback[i]];
        }
    }
}
