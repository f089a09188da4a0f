using System.Text;
using DeployTasks.Events;

namespace DeployTasks.Tests.Events;

public class NeutraliserTests
{
    public static TheoryData<string, string> MarksOfOthers => [.. HostileLines.ForOthers];

    public static TheoryData<string> CanonicalErrors => [.. HostileLines.ForMsBuild];

    [Fact]
    public void The_oracle_sees_the_hostile_lines_act_when_nothing_is_done() =>
        Assert.True(HostileLines.ForGitHub.Count(line => RunnerCommandParser.Acts($"[web1] {line}")) > 150);

    [Fact]
    public void None_of_three_hundred_hostile_lines_acts_on_GitHub()
    {
        var lines = HostileLines.ForGitHub.ToList();
        Assert.True(lines.Count >= 300);

        foreach (var shown in lines.SelectMany(Shown))
        {
            Assert.False(RunnerCommandParser.Acts(shown), shown);
            Assert.False(RunnerCommandParser.Acts($"[web1] {shown}"), shown);
        }
    }

    [Theory, MemberData(nameof(MarksOfOthers))]
    public void Marks_of_other_systems_do_not_survive(string line, string mark) =>
        Assert.DoesNotContain(Shown(line), shown => shown.Contains(mark, StringComparison.OrdinalIgnoreCase));

    [Theory, MemberData(nameof(CanonicalErrors))]
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
