namespace DeployTasks.Tool.Outputs;

/// <summary>How an error is written: in the compiler's form, so that editors and CI can link to the place.</summary>
internal static class ErrorText
{
    private const int EvidenceLines = 20;

    /// <summary>What is wrong and where, and the next move.</summary>
    public static IEnumerable<string> ForPeople(Error error)
    {
        yield return $"{(error.Place is { } place ? $"{place}: " : "")}error {error.Code}: {Who(error)}{error.What}";
        yield return $"  {error.Next}";
    }

    /// <summary>The end of what a host or a program said; all of it, and what only a developer of ours wants to read, with -vvv.</summary>
    /// <param name="isHeard">What it said stands above.</param>
    public static IEnumerable<string> Evidence(Error error, Verbosity verbosity, bool isHeard)
    {
        var lines = error.Detail.TrimEnd().Split('\n').Select(line => $"  {line}");
        return error.Detail.Length == 0 ? []
            : verbosity == Verbosity.Everything ? lines
            : isHeard || error.Exit == ExitCode.Internal ? [] : lines.TakeLast(EvidenceLines);
    }

    /// <summary>One canonical line, which MSBuild turns into an error of the build.</summary>
    public static string ForMsBuild(Error error) =>
        $"{error.Place?.ToString() ?? "dotnet-deploy "}: error {error.Code}: {Who(error)}{error.What}. {error.Next}"
            .ReplaceLineEndings(" ");

    private static string Who(Error error) =>
        error.Host is { } host && !error.What.Split(' ', '\'', '(', ')', ':', ',').Contains(host) ? $"{host}: " : "";
}
