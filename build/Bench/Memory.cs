using System.Diagnostics;
using System.Globalization;

namespace DeployTasks.Build.Bench;

/// <summary>Proportional memory (PSS) in MB of a contender's processes: shared pages are counted once in all.</summary>
internal sealed record Memory(double Total, double Master, double Worker)
{
    /// <summary>The highest total seen while the contender runs, and our own processes at that moment; null when it failed.</summary>
    public static async Task<Memory?> PeakAsync(string script)
    {
        using var process = Child.Start(new ProcessStartInfo("sh", ["-c", "exec >/dev/null 2>&1; " + script]));
        var peak = new Memory(0, 0, 0);
        while (!process.HasExited)
        {
            var now = Look(process.Id);
            peak = now.Total > peak.Total ? now : peak;
            await Task.Delay(200);
        }

        return process.ExitCode == 0 ? peak : null;
    }

    private static Memory Look(int root)
    {
        var family = Family(root).Select(pid => (Command: Command(pid), Size: Pss(pid))).ToArray();
        var ours = family.Where(one => one.Command.Contains("dotnet-deploy", StringComparison.Ordinal)).ToArray();
        var workers = ours.Where(one => one.Command.Contains("\0worker\0", StringComparison.Ordinal)).ToArray();
        return new(
            family.Sum(one => one.Size),
            ours.Except(workers).Select(one => one.Size).DefaultIfEmpty().Max(),
            workers.Length == 0 ? 0 : Timing.Median([.. workers.Select(one => one.Size)]));
    }

    private static IEnumerable<int> Family(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!))
            .ToLookup(Parent);
        var found = new Queue<int>([root]);
        while (found.TryDequeue(out var pid))
        {
            yield return pid;
            foreach (var child in children[pid])
            {
                found.Enqueue(child);
            }
        }
    }

    // The second field of stat is the name in parentheses and may hold blanks; the parent is the second after it.
    private static int Parent(int pid) =>
        Read(pid, "stat") is { Length: > 0 } stat ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) : 0;

    private static string Command(int pid) => Read(pid, "cmdline");

    private static double Pss(int pid) =>
        Read(pid, "smaps_rollup").Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[4..^2], CultureInfo.InvariantCulture) / 1024
            : 0;

    // A process may end while it is looked at.
    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
