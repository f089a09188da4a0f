using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Planning;

public class PlanFacesTests
{
    private static readonly Plan Plan = new RecipeBuilder().Config("password", new Secret("hunter2"))
        .Host("web1", "role=web").Host("web2", "role=web").Host("db1", "role=db")
        .Tasks("info", "backup", "symlink", "unlock")
        .Task("migrate", task => task with { Once = true, Select = "role=db" })
        .Task("restart", task => task with { Select = "role=web", Limit = 1 })
        .Group("publish", group => group with { Rolling = true }, "symlink", "restart").Group("deploy", "info", "migrate", "publish")
        .Before("migrate", "backup").Fail("deploy", "unlock")
        .Plan(new PlanRequest { Batch = "2", StartFrom = "backup" });

    [Fact]
    public void The_table_has_a_row_for_every_task_and_a_column_for_every_host()
    {
        var table = PlanTable.Of(Plan);
        Snapshot.Verify(string.Join('\n', TextTable.Lines(table.Columns, table.Rows.Cast<IReadOnlyList<string>>())));
    }

    [Fact]
    public void The_json_says_the_same_without_settings()
    {
        var json = PlanJson.Of(Plan);
        Assert.DoesNotContain("hunter2", json, StringComparison.Ordinal);
        Snapshot.Verify(json);
    }
}
