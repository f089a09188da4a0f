using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Master;

public class NeedlessUnlockTests
{
    private static readonly string[] Hosts = ["web1", "web2"];

    [Theory]
    [InlineData("choose", false)]
    [InlineData("lock", true)]
    [InlineData("build", true)]
    public async Task Only_a_lock_that_was_asked_for_is_given_back_after_a_failure(string failing, bool isUnlocked)
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (_, assignment) => Task.FromResult(assignment.Task == failing ? RunUnderTest.Failure() : Outcome.Done),
            },
        };

        _ = await run.RunAsync(RunUnderTest.Plan(
            Hosts,
            [RunUnderTest.Task("choose", Hosts), Releasing("lock"), RunUnderTest.Task("build", Hosts)],
            Releasing("unlock") with { FailureOf = RunUnderTest.Task("unlock", Hosts, failureOf: ["choose", "lock", "build"]).FailureOf }));

        Assert.Equal(isUnlocked, run.Workers.Log.Contains("web1 unlock began"));
    }

    private static PlannedTask Releasing(string action)
    {
        var task = RunUnderTest.Task(action, Hosts);
        return task with { Definition = task.Definition with { Steps = [new ReleaseStep(task.Definition.Place, action)] } };
    }
}
