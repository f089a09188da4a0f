namespace DeployTasks.Tool.Outputs;

/// <summary>How an error is written: in the compiler's form, so that editors and CI can link to the place.</summary>
internal static class ErrorText
{
    /// <summary>Several lines: what is wrong and where, the next move, and with -vvv the evidence.</summary>
    public static IEnumerable<string> ForPeople(Error error, bool withDetail)
    {
        yield return $"{(error.Place is { } place ? $"{place}: " : "")}error {error.Code}: {Who(error)}{error.What}";
        yield return $"  {error.Next}";
        if (withDetail && error.Detail.Length > 0)
        {
            foreach (var line in error.Detail.Split('\n'))
                yield return $"  {line}";
        }
    }

    /// <summary>One canonical line, which MSBuild turns into an error of the build.</summary>
    public static string ForMsBuild(Error error) =>
        $"{error.Place?.ToString() ?? "dotnet-deploy "}: error {error.Code}: {Who(error)}{error.What}. {error.Next}"
            .ReplaceLineEndings(" ");

    private static string Who(Error error) =>
        error.Host is { } host && !error.What.Split(' ', '\'', '(', ')', ':', ',').Contains(host) ? $"{host}: " : "";
}
