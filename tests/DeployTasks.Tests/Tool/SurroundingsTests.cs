using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

public class SurroundingsTests
{
    private static Surroundings With(string? name = null, string value = "") => new(TextWriter.Null, TextWriter.Null, "/")
    {
        OutIsTerminal = true,
        Environment = name is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [name] = value },
    };

    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("CI", "1", true)]
    [InlineData("CI", "false", false)]
    [InlineData("CI", "", false)]
    [InlineData("GITHUB_ACTIONS", "true", true)]
    [InlineData("TF_BUILD", "True", true)]
    [InlineData("TEAMCITY_VERSION", "2026.1", true)]
    [InlineData("HOME", "/root", false)]
    public void CI_is_known_by_its_variables(string name, string value, bool isCi) => Assert.Equal(isCi, With(name, value).IsCi);

    [Theory]
    [InlineData("NO_COLOR", "1", false)]
    [InlineData("NO_COLOR", "", true)]
    [InlineData("TERM", "dumb", false)]
    [InlineData("TERM", "xterm", true)]
    public void A_terminal_has_colours_unless_it_says_no(string name, string value, bool colours) =>
        Assert.Equal(colours, With(name, value).HasColours);

    [Theory]
    [InlineData("dumb", false)]
    [InlineData("", false)]
    [InlineData("xterm", true)]
    public void A_terminal_that_only_prints_lines_has_no_cursor(string term, bool cursor) =>
        Assert.Equal(cursor, With("TERM", term).HasCursor);

    [Fact]
    public void What_is_no_terminal_has_none() => Assert.False((With() with { OutIsTerminal = false }).HasColours);
}
