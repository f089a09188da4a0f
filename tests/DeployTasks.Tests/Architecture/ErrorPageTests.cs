using System.Text.RegularExpressions;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Architecture;

/// <summary>Build logs and annotations link to a code's place on the page of all codes.</summary>
public sealed class ErrorPageTests
{
    [Fact]
    public void Every_code_has_its_place_on_the_page_and_every_place_a_code()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".targets", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        var codes = sources.SelectMany(file => Codes(File.ReadAllText(file), "\"DT\\d{4}[\":]")).Select(code => code.Trim('"', ':'));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

        Assert.Equal(
            codes.Distinct().Order(StringComparer.Ordinal),
            Codes(page, "(?m)^## DT\\d{4}$").Select(heading => heading[3..]));
    }

    private static IEnumerable<string> Codes(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Value);
}
