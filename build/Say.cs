namespace DeployTasks.Build;

/// <summary>What the build program itself has to say, apart from the output of what it runs.</summary>
internal static class Say
{
    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Heading(string text) => Line($"{Environment.NewLine}== {text}");

    public static void Failure(string text) => Console.Error.WriteLine($"build failed: {text}");
}
