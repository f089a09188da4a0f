using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Recipes.Building;

/// <param name="BuiltIn">Part of the product: a user's task of the same name replaces its tasks.</param>
internal sealed record RecipeDocument(string File, Mapping Root, bool BuiltIn);

/// <summary>Loads a recipe file and its imports; each file comes once, behind what it imports.</summary>
internal sealed class RecipeDocuments
{
    private const int MostFiles = 200;
    private readonly List<RecipeDocument> _documents = [];
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _chain = [];
    private readonly Findings _findings;

    private RecipeDocuments(Findings findings) => _findings = findings;

    public static IReadOnlyList<RecipeDocument> Load(string path, Findings findings)
    {
        var loader = new RecipeDocuments(findings);
        loader._documents.AddRange(BuiltInRecipes.Read(findings));
        loader.Import(path, askedAt: null);
        return loader._documents;
    }

    private void Import(string path, Place? askedAt)
    {
        var full = Path.GetFullPath(path);
        if (_chain.Contains(full))
        {
            var cycle = _chain.SkipWhile(file => file != full).Append(full).Select(file => Path.GetFileName(file));
            _findings.Add(Errors.ImportCycle([.. cycle]), askedAt!);
            return;
        }

        if (!_seen.Add(full))
        {
            return;
        }

        if (_seen.Count > MostFiles)
        {
            throw new DeployException(Errors.TooManyImports(MostFiles).At(askedAt));
        }

        _chain.Add(full);
        var place = askedAt ?? new Place(path);
        if (_findings.Catch(place, () => ReadRoot(path, askedAt)) is { } root)
        {
            ImportAll(root, path);
            _documents.Add(new RecipeDocument(path, root, BuiltIn: false));
        }

        _chain.RemoveAt(_chain.Count - 1);
    }

    private Mapping? ReadRoot(string path, Place? askedAt)
    {
        var start = new Place(path, 1, 1);
        switch (NodeReader.Read(RecipeFile.Read(path, askedAt), path, _findings))
        {
            case Mapping map:
                return map;
            case null when askedAt is not null:
                return new Mapping([], start);
            case null:
                _findings.Add(Errors.EmptyRecipe(path), start);
                return null;
            case var other:
                var found = other is Scalar ? "a text" : "a list";
                _findings.Add(Errors.WrongShape("a map such as hosts: … and tasks: …", found), other.Place);
                return null;
        }
    }

    private void ImportAll(Mapping root, string importer)
    {
        var imports = root.Find("import") switch
        {
            Scalar { IsNull: false } one => [one],
            Sequence several => several.Items.OfType<Scalar>(),
            _ => [],
        };
        foreach (var import in imports)
        {
            Import(Path.Combine(Path.GetDirectoryName(importer) ?? "", import.Text), import.Place);
        }
    }
}
