using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class ImportTests
{
    [Fact]
    public void A_file_that_is_not_there_is_told_where_it_is_imported() => Assert.StartsWith(
        "deploy.yaml(1,9): DT1023: Recipe 'missing.yaml' cannot be read: there is no such file. Correct the path",
        RecipeFiles.MistakesOf("import: missing.yaml"));

    [Fact]
    public void What_imports_wins_and_hooks_add_up_in_the_order_they_are_read()
    {
        using var files = new RecipeFiles();
        Directory.CreateDirectory(Path.Combine(files.Folder, "lib"));
        files.With("lib/base.yaml", """
            import: ../common.yaml
            config: {a: base, b: base}
            tasks: {build: {steps: [base]}, other: {steps: []}, third: {steps: []}}
            before: {build: other}
            """)
            .With("common.yaml", "config: {a: common, c: common}\nhosts: {web1: {port: 22, x: 1, labels: {a: 1, b: 1}}}")
            .With("deploy.yaml", """
                import: [lib/base.yaml, common.yaml]
                config: {b: main}
                hosts: {web1: {x: 2, labels: {b: 2}}, web2: }
                tasks: {build: {steps: [main]}}
                before: {build: [third, other]}
                """);
        var recipe = files.Read();
        Assert.Equal([new Text("base"), new Text("main"), new Text("common")],
            new[] { "a", "b", "c" }.Select(name => recipe.Config[name]));
        Assert.Equal("main", ((RunStep)recipe.Tasks["build"].Steps.Single()).Command);
        Assert.Equal(["other", "third", "other"], recipe.Before["build"]);
        Assert.Equal(["web1", "web2"], recipe.Hosts.Select(host => host.Alias));
        Assert.Equal((new Number("22"), new Number("2")), (recipe.Hosts[0].Settings["port"], recipe.Hosts[0].Settings["x"]));
        Assert.Equal(("1", "2"), (recipe.Hosts[0].Labels["a"][0], recipe.Hosts[0].Labels["b"][0]));
        Assert.Equal(Path.Combine(files.Folder, "deploy.yaml"), recipe.File);
    }

    [Fact]
    public void A_circle_is_refused_with_its_chain()
    {
        using var files = new RecipeFiles().With("deploy.yaml", "import: b.yaml").With("b.yaml", "import: c.yaml")
            .With("c.yaml", "config: {}\nimport: [b.yaml]");
        Assert.Equal("c.yaml(2,10): DT1024: Files import each other in a circle: b.yaml -> c.yaml -> b.yaml. Take one of the imports out.",
            files.Mistakes());
        Assert.Contains("deploy.yaml -> deploy.yaml", files.With("deploy.yaml", "import: deploy.yaml").Mistakes());
    }

    [Fact]
    public void Mistakes_show_the_file_they_are_in_and_a_missing_file_the_line_that_names_it()
    {
        using var files = new RecipeFiles().With("deploy.yaml", "import: [b.yaml, missing.yaml]\nhots: {}")
            .With("b.yaml", "import: c.yaml\nconfig: {port: x}").With("c.yaml", "tasks:\n  a: {steps: [{runn: x}]}");
        Assert.Equal(
            ["deploy.yaml(1,18): DT1023", "deploy.yaml(2,1): DT1007", "c.yaml(2,15): DT1031", "b.yaml(2,16): DT1009"],
            files.Mistakes().Split('\n').Select(line => string.Join(": ", line.Split(": ")[..2])));
    }

    [Fact]
    public void An_empty_import_is_fine() => new RecipeFiles().With("deploy.yaml", "import: b.yaml").With("b.yaml", "# later").Read();

    [Fact]
    public void Hundreds_of_imports_end_in_an_error()
    {
        using var files = new RecipeFiles().With("deploy.yaml", "import: 0.yaml").With("300.yaml", "");
        for (var index = 0; index < 300; index++)
        {
            files.With($"{index}.yaml", $"import: {index + 1}.yaml");
        }

        Assert.Contains("DT1024: More than 200 files", files.Mistakes());
    }
}
