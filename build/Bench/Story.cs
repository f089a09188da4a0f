using System.Diagnostics;
using System.Text.Json;

namespace DeployTasks.Build.Bench;

/// <summary>What a run of our tool told about itself.</summary>
/// <param name="Whole">Seconds from start to end of the process.</param>
/// <param name="Run">Seconds the run itself took: without starting, planning and packing.</param>
internal sealed record Story(double Whole, double Run, IReadOnlyList<JsonElement> Events)
{
    public static async Task<Story> OfAsync(OurTool tool, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var (exit, output) = await Child.CaptureAsync(tool.Program, [.. arguments, "--output", "json"]);
        var whole = watch.Elapsed.TotalSeconds;
        if (exit != 0)
        {
            throw new BuildFailedException($"{tool.Name} {string.Join(' ', arguments)} ended with exit code {exit}: {output}");
        }

        var events = output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line)).ToArray();
        return new(whole, events[^1].GetProperty("took").GetDouble(), events);
    }
}
