using System.IO.Compression;
using System.Xml.Linq;

namespace DeployTasks.PackageTests;

/// <summary>What a user gets, read from the packages themselves.</summary>
public sealed class PackageContentTests
{
    private static readonly string[] Aliases =
        ["Deploy", "DeployPlan", "DeployRollback", "DeployRun", "DeployExec", "DeployScript", "DeployStatus", "DeployUnlock"];

    [Theory]
    [InlineData("DeployTasks.MSBuild", "msbuild")]
    [InlineData("Cake.DeployTasks", "cake-addin")]
    public void A_package_depends_on_nothing_and_has_icon_readme_and_tags(string id, string tag)
    {
        using var package = Open(id);
        var facts = Xml(package, $"{id}.nuspec").Root!.Elements().Single();
        string? Fact(string name) => facts.Elements().SingleOrDefault(one => one.Name.LocalName == name)?.Value;

        Assert.DoesNotContain(facts.Descendants(), one => one.Name.LocalName == "dependency");
        Assert.NotNull(package.GetEntry(Fact("icon")!));
        Assert.NotNull(package.GetEntry(Fact("readme")!));
        Assert.Contains(tag, Fact("tags")!.Split(' '));
        Assert.Equal("MIT", Fact("license"));
    }

    [Theory]
    [InlineData("DeployTasks.MSBuild")]
    [InlineData("Cake.DeployTasks")]
    public void A_package_carries_the_tool_for_any_platform_and_rolls_forward(string id)
    {
        using var package = Open(id);

        using var config = new StreamReader(package.GetEntry("tools/any/dotnet-deploy.runtimeconfig.json")!.Open());
        Assert.Contains("\"rollForward\": \"Major\"", config.ReadToEnd());
        Assert.NotNull(package.GetEntry("tools/any/dotnet-deploy.dll"));
        Assert.NotNull(package.GetEntry($"tools/{Repository.Platform}/dotnet-deploy"));
    }

    [Fact]
    public void The_task_assembly_needs_nothing_but_MSBuild_of_version_15()
    {
        using var package = Open("DeployTasks.MSBuild");

        Assert.Equal(["DeployTasks.MSBuild.dll"], package.Entries.Where(entry => entry.FullName.StartsWith("tasks/", StringComparison.Ordinal)).Select(entry => entry.Name));
        using var copy = new MemoryStream();
        using (var task = package.GetEntry("tasks/netstandard2.0/DeployTasks.MSBuild.dll")!.Open())
        {
            task.CopyTo(copy);
        }

        copy.Position = 0;
        using var image = new System.Reflection.PortableExecutable.PEReader(copy);
        var facts = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(image);
        var needed = facts.AssemblyReferences.Select(facts.GetAssemblyReference)
            .Select(one => $"{facts.GetString(one.Name)} {one.Version}").Order(StringComparer.Ordinal);
        Assert.Equal(["Microsoft.Build.Framework 15.1.0.0", "Microsoft.Build.Utilities.Core 15.1.0.0", "netstandard 2.0.0.0"], needed);
    }

    [Fact]
    public void Every_alias_has_three_overloads_and_an_example()
    {
        using var package = Open("Cake.DeployTasks");
        var members = Xml(package, "lib/net10.0/Cake.DeployTasks.xml").Descendants("member").ToArray();
        foreach (var alias in Aliases)
        {
            var overloads = members.Where(member => member.Attribute("name")!.Value.StartsWith($"M:Cake.DeployTasks.DeployAliases.{alias}(", StringComparison.Ordinal)).ToArray();
            Assert.True(overloads.Length == 3, alias);
            Assert.All(overloads, overload => Assert.NotNull(overload.Element("summary")));
            Assert.Contains(overloads, overload => overload.Descendants("code").Any());
        }
    }

    private static ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Repository.Packages, $"{id}.0.1.0.nupkg"));

    private static XDocument Xml(ZipArchive package, string entry)
    {
        using var stream = package.GetEntry(entry)!.Open();
        return XDocument.Load(stream);
    }
}
