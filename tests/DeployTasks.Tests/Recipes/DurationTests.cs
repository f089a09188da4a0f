using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("250ms", 0.25)]
    [InlineData("12", 12)]
    [InlineData("0", 0)]
    [InlineData("2d", 172800)]
    [InlineData(" 5s ", 5)]
    public void People_write_durations_so(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5 parsecs")]
    [InlineData("-1")]
    [InlineData("1.5s")]
    [InlineData("s")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    [InlineData("2147483647d")]
    public void Anything_else_is_refused(string text) =>
        Assert.Equal("DT1020", Assert.Throws<DeployException>(() => Duration.Parse(text)).Errors[0].Code);
}
