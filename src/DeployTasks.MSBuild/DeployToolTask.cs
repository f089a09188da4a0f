using System.ComponentModel;
using Microsoft.Build.Framework;

namespace DeployTasks.MSBuild;

/// <summary>What all tasks of this package share: hosts in, the tool run, results out.</summary>
public abstract class DeployToolTask : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly object _gate = new();
    private Action? _cancelTool;
    private bool _cancelled;

    /// <summary>A recipe file that the generated one imports: tasks and hooks live there.</summary>
    public string? Recipe { get; set; }

    /// <summary>Item: alias of a host; metadata: its settings, <c>Hostname</c>, <c>RemoteUser</c>, <c>Port</c>, <c>DeployPath</c>, <c>Labels</c> …</summary>
    public ITaskItem[] Hosts { get; set; } = [];

    /// <summary>Item: name of a setting; metadata <c>Value</c>, or <c>EnvironmentVariable</c> for a secret.</summary>
    public ITaskItem[] Settings { get; set; } = [];

    /// <summary>Item: key of a question; metadata <c>Value</c>, or <c>EnvironmentVariable</c> that holds the answer.</summary>
    public ITaskItem[] Answers { get; set; } = [];

    /// <summary>Environment of the recipe, such as production.</summary>
    public string? Environment { get; set; }

    /// <summary>Selector of hosts; empty: all.</summary>
    public string? Select { get; set; }

    /// <summary>Size of a batch of rolling tasks: N or N%.</summary>
    public string? Batch { get; set; }

    /// <summary>The whole run's limit, such as 20m.</summary>
    public string? Timeout { get; set; }

    /// <summary>detailed shows what hosts print, diagnostic everything; empty: what a person needs.</summary>
    public string? Verbosity { get; set; }

    /// <summary>More words for the tool's command line.</summary>
    public string? Arguments { get; set; }

    /// <summary>JSON file that gets the results, also when the deployment fails.</summary>
    public string? ResultFile { get; set; }

    /// <summary>Folder with the tool, or the tool itself; the one of this package when not given.</summary>
    public string ToolPath { get; set; } = Path.Combine(Path.GetDirectoryName(typeof(DeployToolTask).Assembly.Location)!, "..", "..", "tools");

    /// <summary>Folder for the generated recipe.</summary>
    public string WorkFolder { get; set; } = Path.Combine("obj", "deploy");

    /// <summary>One item a host; metadata <c>Release</c>, <c>PreviousRelease</c>, <c>ScriptId</c>, <c>Status</c>, <c>Duration</c> (seconds), <c>StandardOutput</c>.</summary>
    [Output]
    public ITaskItem[] Results { get; set; } = [];

    /// <summary>Cancels by the leash; kills after ten seconds.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _cancelled = true;
            _cancelTool?.Invoke();
        }
    }

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (ToolLocation.Find(ToolPath) is not { } start)
        {
            return Fail("DT8105", $"The deployment tool is not in '{ToolPath}'. Reinstall the package, or set DeployToolPath");
        }

        using var recipe = new RecipeFile(WorkFolder, TheRecipe());
        var events = new EventLog(Log, HasEvents, Verbosity is "detailed" or "diagnostic", file => Origin(file, recipe.Path));
        start.Arguments = $"{start.Arguments} {CommandText.Of(Words(recipe.Path))} {Arguments}".Trim();
        start.WorkingDirectory = Directory.GetCurrentDirectory();
        Answer(start.Environment);
        var exit = Run(start, events);
        Results = [.. events.Hosts.Select(host => host.ForBuild())];
        WriteResult(exit, events);
        if (exit != 0 && !Log.HasLoggedErrors)
        {
            return exit == 150
                ? Fail("DT8105", "No .NET runtime on this machine fits the deployment tool. Install .NET 10 or a later one")
                : Fail("DT8109", $"The deployment tool ended with exit code {exit}");
        }

        return exit == 0;
    }

    /// <summary>The command of the tool and its own words.</summary>
    private protected abstract IEnumerable<string> ToolWords();

    /// <summary>What this task adds to the generated recipe.</summary>
    private protected abstract void Describe(RecipeText recipe);

    /// <summary>Whether the command reports events; the others print for people.</summary>
    private protected virtual bool HasEvents => true;

    /// <summary>Whether the command has an option. The same properties serve every command; what one has no use for is left out.</summary>
    private protected virtual bool Knows(string option) => true;

    private int Run(System.Diagnostics.ProcessStartInfo start, EventLog events)
    {
        try
        {
            using var process = new ToolProcess(start, events.Handle, events.Complain);
            lock (_gate)
            {
                _cancelTool = process.Cancel;
                if (_cancelled)
                {
                    process.Cancel();
                }
            }

            return process.Wait();
        }
        catch (Win32Exception missing)
        {
            Fail("DT8105", $"'{start.FileName}' cannot be started: {missing.Message}. Put dotnet on PATH");
            return 2;
        }
    }

    private RecipeText TheRecipe()
    {
        var recipe = new RecipeText();
        if (!string.IsNullOrEmpty(Recipe))
        {
            recipe.Import(Recipe!);
        }

        recipe.Settings(Settings);
        recipe.Hosts(Hosts);
        Describe(recipe);
        return recipe;
    }

    private IEnumerable<string> Words(string recipe)
    {
        string[] pairs =
        [
            "--environment", Environment ?? "", "--select", Select ?? "", "--batch", Batch ?? "", "--timeout", Timeout ?? "",
        ];
        var given = Enumerable.Range(0, pairs.Length / 2).Where(i => pairs[(2 * i) + 1].Length > 0 && Knows(pairs[2 * i]))
            .SelectMany(i => new[] { pairs[2 * i], pairs[(2 * i) + 1] });
        string[] form = HasEvents ? ["--output", "json", "--leash", "--interactive", "never"] : [];
        string[] loud = Verbosity == "diagnostic" && Knows("-vvv") ? ["-vvv"] : [];
        var answers = Answers.Where(answer => answer.GetMetadata("EnvironmentVariable").Length == 0 && Knows("--answer"))
            .SelectMany(answer => new[] { "--answer", $"{answer.ItemSpec}={answer.GetMetadata("Value")}" });
        return ToolWords().Concat(new[] { "--file", recipe }).Concat(form).Concat(loud).Concat(given).Concat(answers);
    }

    // Read here and now and handed on in the environment: a property or an argument would be in the binlog or in ps.
    private void Answer(IDictionary<string, string?> environment)
    {
        foreach (var answer in Answers)
        {
            if (answer.GetMetadata("EnvironmentVariable") is { Length: > 0 } variable)
            {
                environment[Prompts.AnswerName.Of(answer.ItemSpec)] = System.Environment.GetEnvironmentVariable(variable);
            }
        }
    }

    // The generated recipe is nobody's file: its mistakes are those of the project file that has the items.
    private string Origin(string file, string generated) =>
        file == generated
            ? Hosts.Select(host => host.GetMetadata("DefiningProjectFullPath")).FirstOrDefault(path => path.Length > 0) ?? file
            : file;

    private void WriteResult(int exit, EventLog events)
    {
        if (HasEvents && !string.IsNullOrEmpty(ResultFile))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(ResultFile!))!);
            File.WriteAllText(ResultFile!, JsonWriter.Write(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["exit"] = exit,
                ["hosts"] = events.Hosts.Select(host => (object?)host.ForFile()).ToList(),
                ["errors"] = events.Errors,
            }) + "\n");
        }
    }

    private bool Fail(string code, string text)
    {
        Log.LogError(null, code, null, null, BuildEngine.ProjectFileOfTaskNode, 0, 0, 0, 0, "{0}", text);
        return false;
    }
}
