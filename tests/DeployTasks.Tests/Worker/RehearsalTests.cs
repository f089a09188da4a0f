using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Worker;

namespace DeployTasks.Tests.Worker;

/// <summary>As a user's own tests would use it.</summary>
public sealed class RehearsalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dt-rehearsal").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_recipe_is_tested_without_hosts()
    {
        var (host, steps) = Read("""
            hosts:
              db1: { database: shop's }
            tasks:
              nightly:
                steps:
                  - run: pg_dump {{database}}
                  - script: ./reindex.sh
                    detach: true
                    name: reindex
                    args: ["{{alias}}"]
                  - wait: reindex
            """);
        host.ScriptEnds("reindex", exit: 3, log: "no index\n");

        var outcome = await host.RunAsync("nightly", steps);

        Assert.Equal("pg_dump 'shop'\\''s'", host.Host.Scripts.First());
        Assert.Contains(host.Host.Scripts, script => script.Contains("set -- \"$1\" 'db1'\n", StringComparison.Ordinal) && script.Contains("echo indexing\n", StringComparison.Ordinal));
        Assert.Contains("exit code 3", outcome.Error!.What);
        Assert.Equal("no index\n", outcome.Error.Detail);
    }

    [Fact]
    public async Task A_command_that_the_test_makes_fail_fails_the_task()
    {
        var (host, steps) = Read("""
            hosts:
              db1: {}
            tasks:
              nightly:
                steps: [pg_dump shop]
            """);
        host.Host.Answer("pg_dump", exit: 1, error: "no space");

        Assert.Equal("DT5020", (await host.RunAsync("nightly", steps)).Error!.Code);
    }

    private (Rehearsal Host, System.Collections.Immutable.ImmutableArray<Step> Steps) Read(string yaml)
    {
        var file = Path.Combine(_folder, "deploy.yaml");
        File.WriteAllText(file, yaml);
        File.WriteAllText(Path.Combine(_folder, "reindex.sh"), "echo indexing\n");
        var recipe = RecipeReader.Read(file, null, new Dictionary<string, string>());
        var plan = Planner.Create(recipe, new PlanRequest { Tasks = ["nightly"] });
        return (new Rehearsal("db1", plan.Hosts.Single().Settings), recipe.Tasks["nightly"].Steps);
    }
}
