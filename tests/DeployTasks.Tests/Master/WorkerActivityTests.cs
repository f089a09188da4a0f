using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master;

public sealed class WorkerActivityTests
{
    private static readonly Assignment Build = new(1, "build", [new RunStep(new Place("deploy.yaml", 1, 1), "make")]);

    [Fact]
    public void A_step_that_has_only_begun_is_the_first_of_its_task_until_one_is_told_of()
    {
        var activity = new WorkerActivity("web1");

        activity.Begin(new Connect());
        var connecting = activity.Now;
        activity.Begin(Build);
        var begun = activity.Now;
        activity.Follow(new WorkerStarted("web1", WireVersion.Own));
        activity.Follow(new StepStarted("web1", "build", 2, "make install"));
        var told = activity.Now;
        activity.Follow(new StepEnded("web1", "build", 2, Outcome.Done, Exit: 0, TimeSpan.Zero));

        Assert.Equal(["connect", "step 1 of build", "step 2 of build (make install)", "build"], [connecting, begun, told, activity.Now]);
    }

    [Fact]
    public void A_task_without_steps_is_named_alone()
    {
        var activity = new WorkerActivity("web1");

        activity.Begin(Build with { Steps = [] });

        Assert.Equal("build", activity.Now);
    }
}
