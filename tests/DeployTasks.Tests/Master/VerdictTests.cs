using System.Text;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Wire;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master;

public class VerdictTests
{
    private static readonly string[] Hosts = ["web1", "web2", "web3"];

    [Fact]
    public async Task Every_planned_pair_has_exactly_one_outcome()
    {
        using var run = With((host, task) => (host, task) == ("web2", "b") ? RunUnderTest.Failure() : Outcome.Done);
        await run.RunAsync(RunUnderTest.Plan(Hosts, "a", "b", "c"));
        Assert.Equal(
            from task in new[] { "a", "b", "c" } from host in Hosts select (task, host),
            run.Events.OfType<HostTaskEnded>().Select(ended => (ended.Task, ended.Host)).Order());
        Assert.IsType<RunStarted>(run.Events.First());
        Assert.Equal(Hosts, run.Events.OfType<HostEnded>().Select(ended => ended.Host));
        Assert.IsType<RunEnded>(run.Events.Last());
        Assert.Equal(run.Events.Select(happened => happened.At).Order(), run.Events.Select(happened => happened.At));
    }

    [Theory]
    [InlineData(ExitCode.StepFailed, ExitCode.TimedOut, ExitCode.TimedOut)]
    [InlineData(ExitCode.TimedOut, ExitCode.Unreachable, ExitCode.Unreachable)]
    [InlineData(ExitCode.Unreachable, ExitCode.Unanswered, ExitCode.Unanswered)]
    [InlineData(ExitCode.Unanswered, ExitCode.Locked, ExitCode.Locked)]
    [InlineData(ExitCode.Locked, ExitCode.Interrupted, ExitCode.Interrupted)]
    [InlineData(ExitCode.Interrupted, ExitCode.PartlyPublished, ExitCode.PartlyPublished)]
    [InlineData(ExitCode.PartlyPublished, ExitCode.Internal, ExitCode.Internal)]
    public async Task Of_several_causes_the_graver_one_is_the_exit_code(ExitCode one, ExitCode other, ExitCode expected)
    {
        using var run = With((host, _) => host switch
        {
            "web1" => RunUnderTest.Failure(one),
            "web2" => RunUnderTest.Failure(other),
            _ => Outcome.Done,
        });
        Assert.Equal(expected, await run.RunAsync(RunUnderTest.Plan(Hosts, "a")));
        Assert.Equal(expected, run.End.Exit);
    }

    [Fact]
    public async Task A_host_that_could_not_be_switched_back_makes_it_partly_published()
    {
        using var run = With((host, task) => (host, task) switch
        {
            ("web1", "publish") => RunUnderTest.Failure(),
            ("web2", "restore") => RunUnderTest.Failure(ExitCode.PartlyPublished, "DT5073"),
            _ => Outcome.Done,
        });
        Assert.Equal(ExitCode.PartlyPublished, await run.RunAsync(WithRestore()));
    }

    [Fact]
    public async Task A_host_that_was_switched_back_and_is_not_well_says_so_and_makes_it_partly_published()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = async (worker, assignment) => assignment.Task == "switch" ? Outcome.Done
                    : assignment.Task == "restore" && (await SaveAsync(worker, ("release_restored", "true"), ("previous_release", "7"))).IsSuccess
                        ? RunUnderTest.Failure(code: "DT5040")
                    : RunUnderTest.Failure(),
            },
        };
        var plan = RunUnderTest.Plan(
            ["web1"], [Releasing("switch"), RunUnderTest.Task("health", ["web1"])], Releasing("restore", failureOf: ["health"]));
        Assert.Equal(ExitCode.PartlyPublished, await run.RunAsync(plan));
        var error = Assert.Single(run.Errors, error => error.Code == "DT5004");
        Assert.StartsWith("The host was switched back to 7, but was not found well", error.What);
        Assert.Contains("dotnet deploy rollback --to 7 --select web1", error.Next);

        static PlannedTask Releasing(string action, string[]? failureOf = null)
        {
            var task = RunUnderTest.Task(action, ["web1"], failureOf: failureOf);
            return task with { Definition = task.Definition with { Steps = [new ReleaseStep(new Place("deploy.yaml"), action)] } };
        }
    }

    [Fact]
    public async Task Hosts_that_serve_different_releases_after_a_failure_are_named_together_with_one_move_for_all()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = async (worker, assignment) =>
                {
                    if (assignment.Task == "restore" && worker.Host != "web2")
                    {
                        return RunUnderTest.Failure(ExitCode.PartlyPublished, "DT5074");
                    }

                    return assignment.Task == "health" && worker.Host == "web3" ? RunUnderTest.Failure() : await SaveAsync(
                        worker, ("release_name", "8"), ("release_path", "/srv/8"), ("previous_release", worker.Host == "web3" ? "6" : "7"));
                },
            },
        };
        await run.RunAsync(RunUnderTest.Plan(
            Hosts, [RunUnderTest.Task("publish", Hosts), RunUnderTest.Task("health", Hosts)],
            RunUnderTest.Task("restore", Hosts, failureOf: ["health"])));
        var error = Assert.Single(run.Errors, error => error.Code == "DT5075");
        Assert.Equal(ExitCode.PartlyPublished, error.Exit);
        Assert.Null(error.Host);
        Assert.Equal("8 is, or may be, served by web1, web3 although the deployment failed; it is not by web2", error.What);
        Assert.Equal(
            "Repair it: dotnet deploy rollback --to 7 --select web1; dotnet deploy rollback --to 6 --select web3; or deploy again; with -f and -e as in this run", error.Next);
    }

    [Fact]
    public async Task Hosts_that_were_switched_back_and_are_not_well_are_not_told_to_serve_what_failed()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = async (worker, assignment) => assignment.Task switch
                {
                    "restore" => await SaveAsync(worker, ("release_restored", "true"), ("release_name", "8"), ("release_path", "/srv/7"), ("previous_release", "7")),
                    "recheck" when worker.Host != "web2" => RunUnderTest.Failure(code: "DT5040"),
                    "health" => RunUnderTest.Failure(),
                    _ => Outcome.Done,
                },
            },
        };
        var plan = RunUnderTest.Plan(
            Hosts, [Releasing("switch"), RunUnderTest.Task("health", Hosts)], Releasing("restore", failureOf: ["health"]),
            With(RunUnderTest.Task("recheck", Hosts, failureOf: ["health"]), new SetStep(new Place("deploy.yaml"), WireSamples.NoSettings.Add("release_in_doubt", new Flag(false)))));
        Assert.Equal(ExitCode.PartlyPublished, await run.RunAsync(plan));
        Assert.Equal(2, run.Errors.Count(error => error.Code == "DT5004"));
        Assert.DoesNotContain(run.Errors, error => error.Code is "DT5073" or "DT5075");
        var together = Assert.Single(run.Errors, error => error.Code == "DT5005");
        Assert.Equal("Of the hosts that serve again what they served before, these were not found well: web1, web3", together.What);
        Assert.StartsWith("Mend what is lacking, then: dotnet deploy rollback --to 7 --select web1,web3", together.Next);

        static PlannedTask Releasing(string action, string[]? failureOf = null) =>
            With(RunUnderTest.Task(action, Hosts, failureOf: failureOf), new ReleaseStep(new Place("deploy.yaml"), action));
        static PlannedTask With(PlannedTask task, Step step) => task with { Definition = task.Definition with { Steps = [step] } };
    }

    [Fact]
    public async Task Any_other_fault_of_the_failure_plan_is_shown_but_leaves_the_cause_as_it_is()
    {
        using var run = With((host, task) => task switch
        {
            "publish" => RunUnderTest.Failure(ExitCode.Locked, "DT5020"),
            "restore" when host == "web1" => RunUnderTest.Failure(ExitCode.TimedOut, "DT5099"),
            _ => Outcome.Done,
        });
        Assert.Equal(ExitCode.Locked, await run.RunAsync(WithRestore()));
        Assert.Equal(["DT5020", "DT5099"], run.Errors.Select(error => error.Code));
    }

    [Fact]
    public async Task A_host_on_which_nothing_had_to_be_done_is_unchanged()
    {
        using var run = With((host, task) => host == "web1" || task == "a" ? Outcome.Unchanged : Outcome.Done);
        Assert.Equal(ExitCode.Done, await run.RunAsync(RunUnderTest.Plan(["web1", "web2"], "a", "b")));
        Assert.Equal(OutcomeKind.Unchanged, run.OutcomeOf("web1").Kind);
        Assert.Equal(OutcomeKind.Done, run.OutcomeOf("web2").Kind);
    }

    [Fact]
    public async Task The_facts_of_a_host_are_what_its_tasks_have_set()
    {
        using var run = new RunUnderTest
        {
            Workers = new FakeWorkers
            {
                OnTask = (worker, _) => SaveAsync(
                    worker, ("release_name", "7"), ("release_path", "/srv/{{release_name}}"), ("previous_release", ""), ("other", "x")),
            },
        };
        Assert.Equal(ExitCode.Done, await run.RunAsync(RunUnderTest.Plan(["web1"], "a")));
        Assert.Equal(
            new Dictionary<string, string> { ["release_name"] = "7", ["release_path"] = "/srv/7" },
            run.Events.OfType<HostEnded>().Single().Facts);
    }

    private static async Task<Outcome> SaveAsync(FakeWorker worker, params IEnumerable<(string Name, string Text)> settings)
    {
        var changes = settings.Aggregate(WireSamples.NoSettings, (all, one) => all.Add(one.Name, new Text(one.Text)));
        var (status, body) = await worker.PostAsync("/save", WireJson.Write(new SaveRequest(worker.Host, changes, WireSamples.NoSettings)));
        return status == 200 ? Outcome.Done : RunUnderTest.Failure(code: Encoding.UTF8.GetString(body));
    }

    private static Plan WithRestore() => RunUnderTest.Plan(
        Hosts, [RunUnderTest.Task("publish", Hosts)], RunUnderTest.Task("restore", Hosts, failureOf: ["publish"]));

    private static RunUnderTest With(Func<string, string, Outcome> outcome) => new()
    {
        Workers = new FakeWorkers { OnTask = (worker, assignment) => Task.FromResult(outcome(worker.Host, assignment.Task)) },
    };
}
