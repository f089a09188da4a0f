using System.Text.RegularExpressions;

namespace DeployTasks.SystemTests.GitHub;

public partial class ActionFileTests
{
    private static readonly string[] Inputs =
    [
        "task", "file", "select", "ssh-private-key", "ssh-passphrase", "known-hosts", "answers", "options", "artifact", "environment",
        "deployment-environment", "environment-url", "deployment", "dry-run", "batch", "timeout", "verbosity", "working-directory", "version", "token",
    ];

    [Fact]
    public void It_has_every_input_and_output()
    {
        var action = ActionFile.Load();
        Assert.Empty(Inputs.Except(action.Defaults.Keys));
        Assert.Equal(["release", "previous-release", "result", "failed-hosts", "deployment-id"], action.Outputs.Keys);
    }

    [Fact]
    public void No_expression_stands_in_a_script() =>
        Assert.DoesNotContain(ActionFile.Load().Steps, step => step.Run?.Contains("${{", StringComparison.Ordinal) == true);

    [Fact]
    public void The_tool_takes_the_place_of_the_shell() =>
        Assert.Matches(@"\nexec ""\$tool"" ""\$\{args\[@\]\}""\s*$", ActionFile.Load().Steps.Single(step => step.Id == "deploy").Run!);

    [Fact]
    public void Other_actions_are_named_by_their_hash() =>
        Assert.All(ActionFile.Load().Steps.Select(step => step.Uses).OfType<string>(), used => Assert.Matches(Hash(), used));

    [GeneratedRegex("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$")]
    private static partial Regex Hash();
}
