namespace DeployTasks.Releases.Packing;

internal enum EntryKind { File, Folder, Link }

/// <summary>One thing to pack, wherever it comes from.</summary>
/// <param name="Path">Raw, relative to the root, <c>/</c> between its parts, no <c>.</c> and no <c>..</c>.</param>
/// <param name="Mode">Permission bits only.</param>
internal sealed record SourceEntry(EntryKind Kind, string Path, int Mode)
{
    /// <summary>Raw target of a link.</summary>
    public string Target { get; init; } = "";

    /// <summary>Content of a file; may be opened more than once.</summary>
    public Func<Stream> Open { get; init; } = () => Stream.Null;
}
