using System.Diagnostics;
using DeployTasks.Lab;
using DeployTasks.Tests.Support;
using DeployTasks.Tests.Tool.GitHub;

namespace DeployTasks.SystemTests.GitHub;

/// <summary>
/// Our action as a runner runs it: its own <c>run:</c> blocks, under the runner's own bash, with real files for outputs and
/// summary. <c>uses:</c> steps are only written down.
/// </summary>
internal sealed class ActionRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ActionFile _action = ActionFile.Load();
    private readonly Dictionary<string, Dictionary<string, string>> _outputs = [];
    private readonly Dictionary<string, string> _inputs;
    private bool _hasFailed;

    public ActionRun(string checkout, params IEnumerable<(string Name, string Value)> inputs)
    {
        Checkout = checkout;
        _inputs = _action.Defaults.ToDictionary(input => input.Key, input => new Expressions(Context, hasFailed: false).Fill(input.Value));
        foreach (var (name, value) in inputs)
            _inputs[name] = _inputs.ContainsKey(name) ? value : throw new ArgumentException($"the action has no input {name}", nameof(inputs));
    }

    public string Checkout { get; }

    /// <summary>RUNNER_TEMP.</summary>
    public string Temp { get; } = Directory.CreateTempSubdirectory("dt-runner-").FullName;

    /// <summary>Null takes a variable away.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["DEPLOYTASKS_TOOL"] = ToolUnderTest.Path, ["RUNNER_DEBUG"] = null };

    public List<string> Used { get; } = [];
    public List<string> Ran { get; } = [];
    public string Log { get; private set; } = "";
    public string Errors { get; private set; } = "";
    public int Exit { get; private set; }
    public string Summary => File.ReadAllText(FileOf("summary"));
    public FakeRunner Runner => FakeRunner.Reading(Log);

    /// <summary>Called with the process of the step <c>deploy</c> while it runs.</summary>
    public Func<Process, Task>? WhileDeploying { get; init; }

    /// <summary>As in a <c>run:</c> step that forgets <c>exec</c>: the shell stays between the runner and the tool.</summary>
    public bool ForgetsExec { get; init; }

    /// <summary>Outputs that the step <c>deploy</c> has set.</summary>
    public IEnumerable<string> OutputNames => _outputs["deploy"].Keys;

    public string Output(string name) => new Expressions(Context, hasFailed: false).Fill(_action.Outputs[name]);

    public async Task<ActionRun> RunAsync()
    {
        foreach (var step in _action.Steps.Where(step => new Expressions(Context, _hasFailed).Holds(step.If)))
        {
            if (step.Uses is { } used)
                Used.Add(used);
            else
                await RunAsync(step);
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Temp, recursive: true);

    private async Task RunAsync(ActionStep step)
    {
        Ran.Add(step.Name);
        Assert.Equal("bash", step.Shell);
        var script = FileOf("script.sh");
        await File.WriteAllTextAsync(script, step.Id == "deploy" && ForgetsExec
            ? step.Run!.Replace("\nexec ", "\n") + "\necho the shell goes on\n" : step.Run);
        await File.WriteAllTextAsync(FileOf("output"), "");
        if (step.Id == "deploy")
            await File.WriteAllTextAsync(FileOf("summary"), "");
        using var process = LabProcess.Start("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", script], info => Prepare(info, step));
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        if (step.Id == "deploy" && WhileDeploying is { } act)
            await act(process);
        await process.WaitForExitAsync(patience.Token);
        Log += await output;
        Errors += await error;
        _outputs[step.Id] = FakeRunner.Outputs(FileOf("output"));
        _hasFailed |= process.ExitCode != 0;
        Exit = Exit == 0 ? process.ExitCode : Exit;
    }

    private void Prepare(ProcessStartInfo info, ActionStep step)
    {
        info.WorkingDirectory = Checkout;
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("GITHUB_", StringComparison.Ordinal)).ToArray())
            info.Environment.Remove(name);
        var expressions = new Expressions(Context, hasFailed: false);
        var own = new Dictionary<string, string?>
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_WORKSPACE"] = Checkout,
            ["GITHUB_ACTION_PATH"] = Repository.Root,
            ["GITHUB_OUTPUT"] = FileOf("output"),
            ["GITHUB_STEP_SUMMARY"] = FileOf("summary"),
            ["RUNNER_TEMP"] = Temp,
        };
        foreach (var (name, value) in own.Concat(Environment))
            info.Environment[name] = value;
        foreach (var (name, template) in step.Environment)
            info.Environment[name] = expressions.Fill(template);
    }

    private string FileOf(string name) => Path.Combine(Temp, $"_{name}");

    private string Context(string name) => name.Split('.') switch
    {
        ["inputs", var input] => _inputs[input],
        ["steps", var step, "outputs", var output] => _outputs.GetValueOrDefault(step)?.GetValueOrDefault(output) ?? "",
        ["github", "token"] => "ghs_not_a_token",
        _ => throw new NotSupportedException(name),
    };
}
