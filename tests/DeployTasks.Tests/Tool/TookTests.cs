using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public class TookTests
{
    [Theory]
    [InlineData(0, "0.0s")]
    [InlineData(0.44, "0.4s")]
    [InlineData(12.34, "12.3s")]
    [InlineData(59.96, "0m59s")]
    [InlineData(125, "2m05s")]
    [InlineData(3720, "1h02m")]
    public void A_duration_is_as_exact_as_it_is_short(double seconds, string text) =>
        Assert.Equal(text, Took.Text(TimeSpan.FromSeconds(seconds)));
}
