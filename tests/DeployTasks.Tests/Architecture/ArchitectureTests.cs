using System.Text.RegularExpressions;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Architecture;

public partial class ArchitectureTests
{
    private static readonly string Engine = Path.Combine(Repository.Root, "src", "DeployTasks");

    private static IEnumerable<(string Folder, string File)> Sources =>
        from file in Directory.EnumerateFiles(Engine, "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Engine, file).Split(Path.DirectorySeparatorChar)
        where parts.Length > 1 && Arrows.Allowed.ContainsKey(parts[0])
        select (parts[0], file);

    private static IEnumerable<Type> Types => typeof(Error).Assembly.GetTypes().Where(type => FolderOf(type) is not null);

    [Fact]
    public void Every_folder_of_the_engine_stands_in_the_table_of_arrows()
    {
        var folders = Directory.GetDirectories(Engine).Select(folder => Path.GetFileName(folder))
            .Where(folder => folder is not ("bin" or "obj" or "Errors"));
        Assert.Empty(folders.Except(Arrows.Allowed.Keys));
    }

    [Fact]
    public void The_arrows_never_lead_back_to_where_they_came_from()
    {
        Assert.All(Arrows.Allowed.Keys, folder => Assert.DoesNotContain(folder, Reachable(folder)));

        static IEnumerable<string> Reachable(string from) => Arrows.Allowed[from].SelectMany(to => Reachable(to).Prepend(to));
    }

    [Fact]
    public void No_source_file_names_a_folder_it_has_no_arrow_to() =>
        Assert.Empty(from source in Sources
                     from Match name in Names().Matches(File.ReadAllText(source.File))
                     let folder = name.Groups["folder"].Value
                     where Arrows.Allowed.ContainsKey(folder) && !Arrows.Allows(source.Folder, folder)
                     select $"{Path.GetRelativePath(Engine, source.File)} names {folder}");

    [Fact]
    public void No_compiled_type_names_a_folder_it_has_no_arrow_to() =>
        Assert.Empty(from type in Types
                     from named in CompiledNames.Of(type)
                     where named.Assembly == type.Assembly
                     let folder = FolderOf(named)
                     where folder is not null && !Arrows.Allows(FolderOf(type)!, folder)
                     select $"{type} names {named}");

    [Fact]
    public void A_file_lives_in_the_namespace_of_its_folder() =>
        Assert.Empty(from source in Sources
                     let folder = Path.GetRelativePath(Engine, Path.GetDirectoryName(source.File)!).Replace(Path.DirectorySeparatorChar, '.')
                     where !File.ReadAllText(source.File).Contains($"namespace DeployTasks.{folder};", StringComparison.Ordinal)
                     select Path.GetRelativePath(Engine, source.File));

    [Fact]
    public void Master_and_worker_never_name_each_other()
    {
        Assert.False(Arrows.Allows("Master", "Worker"));
        Assert.False(Arrows.Allows("Worker", "Master"));
        Assert.DoesNotContain(Types.Where(type => FolderOf(type) == "Worker").SelectMany(CompiledNames.Of), named => FolderOf(named) == "Master");
        Assert.DoesNotContain(Types.Where(type => FolderOf(type) == "Master").SelectMany(CompiledNames.Of), named => FolderOf(named) == "Worker");
    }

    private static string? FolderOf(Type type) => Arrows.FolderOf(type.Namespace);

    [GeneratedRegex(@"\bDeployTasks\.(?<folder>[A-Z]\w*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
