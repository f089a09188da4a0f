namespace DeployTasks.Lab;

/// <summary>The tool that system tests run: what lies beside them, or what DEPLOYTASKS_TESTED_TOOL names, such as the published one.</summary>
public static class ToolUnderTest
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("DEPLOYTASKS_TESTED_TOOL") is { Length: > 0 } path
        ? path : System.IO.Path.Combine(AppContext.BaseDirectory, "dotnet-deploy");
}
