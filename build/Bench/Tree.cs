namespace DeployTasks.Build.Bench;

/// <summary>An artifact to deploy: half of every file is noise, half is empty, so it compresses to one half, as published .NET code does.</summary>
internal sealed class Tree(string folder)
{
    private int _version;

    public string Folder => folder;

    public static Tree Create(string folder, int files, int size)
    {
        var tree = new Tree(folder);
        for (var number = 0; number < files; number++)
        {
            tree.WriteFile(number, size);
        }

        return tree;
    }

    /// <summary>A new build: these files differ from the last one.</summary>
    public void Change(int files, int size)
    {
        _version++;
        for (var number = 0; number < files; number++)
        {
            WriteFile(number, size);
        }
    }

    private void WriteFile(int number, int size)
    {
        var path = Path.Combine(folder, $"part{number / 20}", $"file{number}.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var content = new byte[size];
        new Random((_version * 100_000) + number).NextBytes(content.AsSpan(0, size / 2));
        File.WriteAllBytes(path, content);
    }
}
