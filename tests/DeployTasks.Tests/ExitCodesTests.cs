namespace DeployTasks.Tests;

public class ExitCodesTests
{
    [Theory]
    [InlineData(ExitCode.Internal, ExitCode.PartlyPublished)]
    [InlineData(ExitCode.PartlyPublished, ExitCode.Interrupted)]
    [InlineData(ExitCode.Interrupted, ExitCode.Locked)]
    [InlineData(ExitCode.Terminated, ExitCode.Locked)]
    [InlineData(ExitCode.Locked, ExitCode.Unanswered)]
    [InlineData(ExitCode.Unanswered, ExitCode.Unreachable)]
    [InlineData(ExitCode.Unreachable, ExitCode.TimedOut)]
    [InlineData(ExitCode.TimedOut, ExitCode.StepFailed)]
    [InlineData(ExitCode.StepFailed, ExitCode.Done)]
    public void Of_two_causes_the_graver_one_counts(ExitCode graver, ExitCode other)
    {
        Assert.Equal(graver, ExitCodes.Of([other, graver]));
        Assert.Equal(graver, ExitCodes.Of([graver, other]));
    }

    [Fact]
    public void Without_a_cause_the_run_is_done() => Assert.Equal(ExitCode.Done, ExitCodes.Of([]));
}
