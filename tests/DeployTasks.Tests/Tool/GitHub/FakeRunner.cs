using DeployTasks.Tests.Events;

namespace DeployTasks.Tests.Tool.GitHub;

/// <summary>
/// What GitHub's runner makes of the stdout of a step and of the files it hands to it, written anew from its rules: the
/// parser of <see cref="RunnerCommandParser"/>, stop-commands, masks, and the form of GITHUB_OUTPUT
/// (https://github.com/actions/runner, ActionCommandManager.cs and FileCommandManager.cs).
/// </summary>
internal sealed class FakeRunner
{
    private readonly List<RunnerCommand> _commands = [];
    private readonly List<string> _shown = [];
    private string? _stopped;

    /// <summary>Commands that were obeyed, in order, masks apart.</summary>
    public IReadOnlyList<RunnerCommand> Commands => _commands;
    public HashSet<string> Masks { get; } = [];

    /// <summary>Lines a reader of the log sees.</summary>
    public IReadOnlyList<string> Shown => _shown;
    public bool IsStopped => _stopped is not null;
    public IEnumerable<RunnerCommand> Errors => _commands.Where(command => command.Name == "error");

    public static FakeRunner Reading(string stdout)
    {
        var runner = new FakeRunner();
        // .NET's line reader, which the runner uses, ends a line at a lone CR too.
        using var reader = new StringReader(stdout);
        while (reader.ReadLine() is { } line)
            runner.Read(line);
        return runner;
    }

    private void Read(string line)
    {
        var command = RunnerCommandParser.Parse(line, _stopped);
        if (command is null || (_stopped is not null && !string.Equals(command.Name, _stopped, StringComparison.OrdinalIgnoreCase)))
        {
            _shown.Add(Masks.OrderByDescending(mask => mask.Length).Aggregate(line, (text, mask) => text.Replace(mask, "***")));
            return;
        }

        if (_stopped is not null)
            _stopped = null;
        else if (command.Name == "stop-commands")
            _stopped = command.Data;
        else if (command.Name == "add-mask")
            Masks.UnionWith(command.Data.Split('\r', '\n').Append(command.Data).Where(text => text.Length > 0));
        else
            _commands.Add(command);
    }

    /// <summary>The outputs of a step; a value that lacks its delimiter is an error, as it is for the runner.</summary>
    public static Dictionary<string, string> Outputs(string file)
    {
        var outputs = new Dictionary<string, string>();
        var lines = new Queue<string>(File.ReadAllText(file).Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (line.Length == 0)
                continue;
            var (equals, heredoc) = (line.IndexOf('='), line.IndexOf("<<", StringComparison.Ordinal));
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
            {
                outputs[line[..equals]] = line[(equals + 1)..];
                continue;
            }

            Assert.True(heredoc > 0, $"Invalid format '{line}'");
            var value = new List<string>();
            var next = lines.Dequeue();
            for (; next != line[(heredoc + 2)..]; next = lines.Dequeue())
                value.Add(next);
            outputs[line[..heredoc]] = string.Join('\n', value);
        }

        return outputs;
    }
}
