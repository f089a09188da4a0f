using System.Xml.Linq;

namespace DeployTasks.Build;

/// <summary>What one test program reported in its own file; a program that found no test is a failure.</summary>
/// <param name="Trouble">Empty, or what was wrong besides failed tests.</param>
internal sealed record TestCount(string Project, int Passed, int Failed, string Trouble)
{
    public bool IsGreen => Failed == 0 && Trouble.Length == 0;

    public static TestCount Read(string project, int exit, string report)
    {
        if (!File.Exists(report))
        {
            return new(project, 0, 0, $" - ended with exit code {exit} and without a report");
        }

        var assemblies = XDocument.Load(report).Descendants("assembly").ToArray();
        int Sum(params IEnumerable<string> names) => assemblies.Sum(one => names.Sum(name => (int?)one.Attribute(name) ?? 0));

        var passed = Sum("passed");
        var failed = Sum("failed", "errors");
        return new(project, passed, failed,
            passed + failed == 0 ? " - found no test"
            : exit != 0 && failed == 0 ? $" - ended with exit code {exit}"
            : "");
    }
}
