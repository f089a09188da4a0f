namespace DeployTasks.Releases.Packing;

/// <summary>The entries of a folder of this machine. Links are packed as links, never followed.</summary>
internal static class FolderSource
{
    public static IEnumerable<SourceEntry> Read(string root)
    {
        var open = new Stack<string>([""]);
        while (open.TryPop(out var folder))
        {
            var entries = OperatingSystem.IsLinux()
                ? RawFolder.List(RawName.From(root), folder)
                : ManagedFolder.List(root, folder);
            foreach (var entry in entries)
            {
                if (entry.Kind == EntryKind.Folder)
                {
                    open.Push(entry.Path);
                }

                yield return entry;
            }
        }
    }

    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
