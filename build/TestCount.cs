using System.Xml;
using System.Xml.Linq;

namespace DeployTasks.Build;

/// <summary>What one test program reported in its own file; a program that found no test is a failure.</summary>
/// <param name="Trouble">Empty, or what was wrong besides failed tests.</param>
internal sealed record TestCount(string Project, int Passed, int Failed, string Trouble)
{
    public bool IsGreen => Failed == 0 && Trouble.Length == 0;

    /// <param name="project">Whose tests these are.</param>
    /// <param name="exit">Null when the program did not end in time.</param>
    /// <param name="report">The file it was to write.</param>
    public static TestCount Read(string project, int? exit, string report)
    {
        var end = exit is null ? "did not end in time" : $"ended with exit code {exit}";
        if (Load(report) is not { } whole)
        {
            return new(project, 0, 0, $" - {end} and without a whole report");
        }

        var assemblies = whole.Descendants("assembly").ToArray();
        int Sum(params IEnumerable<string> names) => assemblies.Sum(one => names.Sum(name => (int?)one.Attribute(name) ?? 0));

        var passed = Sum("passed");
        var failed = Sum("failed", "errors");
        return new(project, passed, failed,
            passed + failed == 0 ? " - found no test"
            : exit != 0 && failed == 0 ? $" - {end}"
            : "");
    }

    // Who is killed while it writes leaves half a report.
    private static XDocument? Load(string report)
    {
        try
        {
            return File.Exists(report) ? XDocument.Load(report) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
