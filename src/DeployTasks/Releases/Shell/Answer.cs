using System.Text;
using DeployTasks.Connections;
using DeployTasks.Releases.Packing;

namespace DeployTasks.Releases.Shell;

/// <summary>What a script answered: lines of <c>KEY VALUE</c>, or the failure it named.</summary>
internal sealed record Answer(RemoteResult Result, IReadOnlyList<string> Lines)
{
    private const int NamedFailure = 3;

    public static Answer Of(RemoteResult result, byte[] output) =>
        new(result, Encoding.Latin1.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    public bool IsSuccess => Result.IsSuccess;

    /// <summary>Set when it was no success.</summary>
    public Error? Error { get; init; }

    /// <summary>Name and details of a failure the script knows; null for all else.</summary>
    public (string Name, string Details)? Failure =>
        Result.Exit == NamedFailure && Lines.LastOrDefault(line => line.StartsWith('!')) is { } line
            ? (line[1..].Split(' ')[0], RawName.Display(line[1..].Contains(' ') ? line[(line.IndexOf(' ') + 1)..] : ""))
            : null;

    /// <summary>The value of a key; empty when it has none, null when the script did not say it.</summary>
    public string? this[string key] => All(key).FirstOrDefault();

    public IEnumerable<string> All(string key) =>
        from line in Lines
        where line == key || line.StartsWith(key + " ", StringComparison.Ordinal)
        select line.Length > key.Length ? RawName.Display(line[(key.Length + 1)..]) : "";

    public bool Says(string key) => this[key] is not null;
}
