using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public sealed class HeldLinesTests
{
    private readonly List<string> _shown = [];

    [Fact]
    public void Lines_wait_while_a_question_stands_and_come_in_their_order()
    {
        using var lines = new HeldLines(_shown.Add);

        lines.Write("before");
        lines.StepAside();
        lines.Write("one");
        lines.Write("two");
        Assert.Equal(["before"], _shown);
        lines.ComeBack();
        lines.Write("after");

        Assert.Equal(["before", "one", "two", "after"], _shown);
    }

    [Fact]
    public void A_flood_is_shown_all_the_same_and_nothing_of_it_is_lost()
    {
        using var lines = new HeldLines(_shown.Add);

        lines.StepAside();
        for (var number = 0; number < 20_000; number++)
            lines.Write($"{number}");

        Assert.Equal(Enumerable.Range(0, 20_000).Select(number => $"{number}"), _shown);
    }

    [Fact]
    public void A_run_that_ends_with_an_open_question_loses_no_line()
    {
        using (var lines = new HeldLines(_shown.Add))
        {
            lines.StepAside();
            lines.Write("last");
        }

        Assert.Equal(["last"], _shown);
    }
}
