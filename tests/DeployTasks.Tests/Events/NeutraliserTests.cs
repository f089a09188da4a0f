using System.Text;
using DeployTasks.Events;

namespace DeployTasks.Tests.Events;

public class NeutraliserTests
{
    private static readonly string[] Commands =
    [
        "set-output name=v;", "set-output name=v", "add-mask", "stop-commands", "error file=a.c,line=1", "warning", "notice", "debug",
        "group", "endgroup", "save-state name=x", "add-matcher", "remove-matcher owner=x", "echo", "add-path", "set-env name=X",
    ];

    private static readonly string[] Before = ["", " ", "\t", "\u00a0", "\u0085", "\u3000", "10%\r", "text ", "#", "\u001b[31m", "\0", "ok\n", "\u2028"];

    public static IEnumerable<string> HostileLines() =>
        from before in Before
        from command in Commands
        from line in new[] { $"{before}##[{command}]evil", $"{before}::{command}::evil" }
        select line;

    [Fact]
    public void The_oracle_sees_the_hostile_lines_act_when_nothing_is_done() =>
        Assert.True(HostileLines().Count(line => RunnerCommandParser.Acts($"[web1] {line}")) > 150);

    [Fact]
    public void None_of_three_hundred_hostile_lines_acts_on_GitHub()
    {
        var lines = HostileLines().ToList();
        Assert.True(lines.Count >= 300);

        foreach (var shown in lines.SelectMany(Shown))
        {
            Assert.False(RunnerCommandParser.Acts(shown), shown);
            Assert.False(RunnerCommandParser.Acts($"[web1] {shown}"), shown);
        }
    }

    [Theory]
    [InlineData("##vso[task.setvariable variable=x]y", "##vso[")]
    [InlineData("done ##VSO[task.complete result=Failed;]", "##VSO[")]
    [InlineData("##teamcity[buildStatus status='FAILURE']", "##teamcity[")]
    [InlineData("section_start:1560896352:my_section\r\u001b[0KHeader", "section_start:")]
    [InlineData("section_end:1560896352:my_section", "section_end:")]
    [InlineData("###[error]x", "##[")]
    public void Marks_of_other_systems_do_not_survive(string line, string mark) =>
        Assert.DoesNotContain(Shown(line), shown => shown.Contains(mark, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("x.c(1,2): error C1: boom")]
    [InlineData("x.c(1) : warning : boom")]
    [InlineData("error: boom")]
    [InlineData("ERROR CS1002 : ; expected")]
    [InlineData("tool : fatal error LNK1120: unresolved")]
    [InlineData("C:\\a b\\x.cs(3,5): error  CS1: y")]
    [InlineData("error\t: boom")]
    public void Canonical_errors_of_MSBuild_do_not_survive(string line)
    {
        Assert.True(CanonicalErrorParser.Acts(line), "the oracle must know it");

        Assert.All(Shown(line), shown => Assert.False(CanonicalErrorParser.Acts(shown), shown));
        Assert.All(Shown(line), shown => Assert.False(CanonicalErrorParser.Acts($"[web1] | {shown}"), shown));
    }

    [Theory]
    [InlineData("## Heading")]
    [InlineData("std::vector<int>::size")]
    [InlineData("no errors, 3 warnings")]
    [InlineData("the error was here, at 10:30")]
    [InlineData("0")]
    [InlineData("  indented")]
    public void Harmless_lines_stay_as_they_are(string line) => Assert.Equal([line], Shown(line));

    [Fact]
    public void What_is_added_is_invisible() =>
        Assert.Equal("::error::x ##[group]y", Shown("::error::x ##[group]y").Single().Replace("\u200b", ""));

    private static List<string> Shown(string text)
    {
        var lines = new List<string>();
        var output = new HostLines(new Secrets(), (_, line) => lines.Add(line));
        output.Write(OutputStream.Out, Encoding.UTF8.GetBytes(text));
        output.EndStep();
        return lines;
    }
}
