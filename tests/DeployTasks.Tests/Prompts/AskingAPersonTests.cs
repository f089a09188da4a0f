using DeployTasks.Prompts;

namespace DeployTasks.Tests.Prompts;

public class AskingAPersonTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_hosts_with_the_same_question_ask_once()
    {
        var terminal = new RecordedTerminal("main", "other");
        using var answers = new Answers(Asked.Sources(), terminal);
        var all = await Task.WhenAll(Enumerable.Range(1, 10).Select(number => answers.AnswerAsync($"web{number}", Asked.Branch, Cancel)));
        Assert.All(all, answer => Assert.Equal("main", answer.Answer));
        Assert.Equal("[web1] Which branch?", Assert.Single(terminal.Shown));
    }

    [Fact]
    public async Task A_question_for_each_host_is_put_for_each_host_one_at_a_time()
    {
        var terminal = new RecordedTerminal("one", "two");
        using var answers = new Answers(Asked.Sources(), terminal);
        var question = Asked.Branch with { PerHost = true };
        var all = await Task.WhenAll(answers.AnswerAsync("a", question, Cancel), answers.AnswerAsync("b", question, Cancel));
        Assert.Equal(["one", "two"], all.Select(answer => answer.Answer));
        Assert.Equal(["[a] Which branch?", "[b] Which branch?"], terminal.Shown);
        Assert.False(terminal.WasCrowded);
    }

    [Fact]
    public async Task What_is_no_answer_is_asked_again_with_the_reason()
    {
        var terminal = new RecordedTerminal("dev", "prod");
        using var answers = new Answers(Asked.Sources(), terminal);
        Assert.Equal("prod", (await answers.AnswerAsync("a", Asked.Stage, Cancel)).Answer);
        Assert.Equal("[a] The answer to 'stage' (terminal) is not one of its choices - Where to?", terminal.Shown[1]);
    }

    [Fact]
    public async Task Three_wrong_answers_are_an_error_for_everybody_who_waits()
    {
        var terminal = new RecordedTerminal("x", "y", "z", "prod");
        using var answers = new Answers(Asked.Sources(), terminal);
        var all = await Task.WhenAll(answers.AnswerAsync("a", Asked.Stage, Cancel), answers.AnswerAsync("b", Asked.Stage, Cancel));
        Assert.All(all, answer => Assert.Equal("DT6002", answer.Error!.Code));
        Assert.Equal(3, terminal.Shown.Count);
    }

    [Fact]
    public async Task A_closed_terminal_is_an_error_that_names_the_question()
    {
        using var answers = new Answers(Asked.Sources(), new RecordedTerminal());
        var error = (await answers.AnswerAsync("a", Asked.Branch, Cancel)).Error!;
        Assert.Equal(("DT6001", ExitCode.Unanswered, "No answer for 'branch' (Which branch?) on a"), (error.Code, error.Exit, error.What));
    }

    [Fact]
    public async Task Whoever_waits_for_an_answer_that_does_not_come_hears_of_its_own_host()
    {
        using var answers = new Answers(Asked.Sources(), new RecordedTerminal());
        var all = await Task.WhenAll(answers.AnswerAsync("a", Asked.Branch, Cancel), answers.AnswerAsync("b", Asked.Branch, Cancel));
        Assert.Equal(["No answer for 'branch' (Which branch?) on a", "No answer for 'branch' (Which branch?) on b"], all.Select(answer => answer.Error!.What));
    }

    [Fact]
    public async Task A_host_that_is_cancelled_while_it_waits_leaves_the_question_to_the_others()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var terminal = new RecordedTerminal("main");
        using var answers = new Answers(Asked.Sources(), terminal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answers.AnswerAsync("a", Asked.Branch, cancelled.Token));
        Assert.Equal("main", (await answers.AnswerAsync("b", Asked.Branch, Cancel)).Answer);
    }

    [Fact]
    public async Task What_a_person_typed_for_a_hidden_prompt_is_a_secret()
    {
        using var answers = new Answers(Asked.Sources(), new RecordedTerminal("s3cret"));
        Assert.True((await answers.AnswerAsync("a", Asked.Password, Cancel)).IsSecret);
    }

    [Theory]
    [InlineData(Interactive.Auto, true, false, false, true)]
    [InlineData(Interactive.Auto, true, true, false, false)]
    [InlineData(Interactive.Auto, true, false, true, false)]
    [InlineData(Interactive.Auto, false, false, false, false)]
    [InlineData(Interactive.Always, true, true, false, true)]
    [InlineData(Interactive.Always, true, false, true, false)]
    [InlineData(Interactive.Always, false, false, false, false)]
    [InlineData(Interactive.Never, true, false, false, false)]
    public void A_person_is_asked_only_where_one_can_be(Interactive mode, bool terminal, bool ci, bool leashed, bool expected) =>
        Assert.Equal(expected, new TerminalUse(mode, terminal, ci, leashed).IsAllowed);
}
