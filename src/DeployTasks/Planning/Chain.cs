namespace DeployTasks.Planning;

/// <param name="Way">From a name back to itself.</param>
/// <param name="Members">The same wherever one comes upon it.</param>
internal sealed record Circle(string Way, string Members);

/// <summary>The names we are inside of, so that a circle can be shown instead of walked for ever.</summary>
internal sealed class Chain
{
    private readonly List<(string Name, string Label)> _links = [];

    public int Length => _links.Count;

    /// <summary>The way from <paramref name="name"/> back to itself; null when we are not inside it.</summary>
    public Circle? Circle(string name)
    {
        var start = _links.FindIndex(link => link.Name == name);
        return start < 0 ? null : new Circle(
            string.Join(" -> ", [.. _links.Skip(start).Select(link => link.Label), name]),
            string.Join(' ', _links.Skip(start).Select(link => link.Name).Order(StringComparer.Ordinal)));
    }

    public Link Enter(string name, string origin)
    {
        _links.Add((name, origin.Length == 0 ? name : $"{name} ({origin})"));
        return new Link(this);
    }

    /// <summary>Leaves the innermost name when disposed.</summary>
    public readonly struct Link(Chain chain) : IDisposable
    {
        public void Dispose() => chain._links.RemoveAt(chain._links.Count - 1);
    }
}
