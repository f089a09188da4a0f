using DeployTasks.Prompts;

namespace DeployTasks.Tests.Prompts;

public class LookupOrderTests
{
    private static readonly Question WithDefault = Asked.Branch with { Default = "from default" };

    [Fact]
    public async Task The_variable_of_the_host_comes_first()
    {
        var sources = Asked.Sources(
            ["DEPLOY_ANSWER_BRANCH__WEB=from host", "DEPLOY_ANSWER_BRANCH=from all"], ["branch=from argument"]);
        Assert.Equal(new AnswerResult("from host", "DEPLOY_ANSWER_BRANCH__WEB"), await sources.AskAsync(WithDefault));
    }

    [Fact]
    public async Task Then_the_argument()
    {
        var sources = Asked.Sources(["DEPLOY_ANSWER_BRANCH__DB=other host", "DEPLOY_ANSWER_BRANCH=from all"], ["branch=from argument"]);
        Assert.Equal(new AnswerResult("from argument", "--answer"), await sources.AskAsync(WithDefault));
    }

    [Fact]
    public async Task Then_the_variable_for_all_hosts() =>
        Assert.Equal(
            new AnswerResult("from all", "DEPLOY_ANSWER_BRANCH"),
            await Asked.Sources(["DEPLOY_ANSWER_BRANCH=from all"]).AskAsync(WithDefault));

    [Fact]
    public async Task Then_the_default() =>
        Assert.Equal(new AnswerResult("from default", "default"), await Asked.Sources().AskAsync(WithDefault));

    [Fact]
    public async Task Then_the_person()
    {
        var terminal = new RecordedTerminal("typed");
        using var answers = new Answers(Asked.Sources(), terminal);
        Assert.Equal(new AnswerResult("typed", "terminal"), await answers.AnswerAsync("web", Asked.Branch, TestContext.Current.CancellationToken));
        Assert.Equal("default", (await answers.AnswerAsync("web", WithDefault, TestContext.Current.CancellationToken)).Source);
        Assert.Equal(["[web] Which branch?"], terminal.Shown);
    }

    [Fact]
    public async Task Without_any_of_them_the_error_names_the_question_and_the_variable()
    {
        var error = (await Asked.Sources().AskAsync(Asked.Branch)).Error!;
        Assert.Equal(
            ("DT6001", ExitCode.Unanswered, "No answer for 'branch' (Which branch?) on web", "Set DEPLOY_ANSWER_BRANCH or pass --answer branch=..."),
            (error.Code, error.Exit, error.What, error.Next));
    }

    [Fact]
    public async Task A_question_for_each_host_names_the_variable_of_the_host()
    {
        var perHost = await Asked.Sources().AskAsync(Asked.Branch with { PerHost = true }, "web-1.example");
        var hidden = await Asked.Sources().AskAsync(Asked.Password with { PerHost = true }, "web-1.example");
        Assert.StartsWith("Set DEPLOY_ANSWER_BRANCH__WEB_1_EXAMPLE (or", perHost.Error!.Next, StringComparison.Ordinal);
        Assert.Equal("Set DEPLOY_ANSWER_DB_PASSWORD__WEB_1_EXAMPLE", hidden.Error!.Next);
    }

    [Fact]
    public async Task A_hidden_prompt_refuses_the_argument_and_takes_the_variable()
    {
        var refused = await Asked.Sources(["DEPLOY_ANSWER_DB_PASSWORD__WEB=other"], ["db-password=s3cret"]).AskAsync(Asked.Password);
        Assert.Equal(("DT6005", "Set DEPLOY_ANSWER_DB_PASSWORD"), (refused.Error!.Code, refused.Error.Next));
        Assert.DoesNotContain("s3cret", refused.Error.What, StringComparison.Ordinal);

        var taken = await Asked.Sources(["DEPLOY_ANSWER_DB_PASSWORD=s3cret"]).AskAsync(Asked.Password);
        Assert.Equal(("s3cret", true), (taken.Answer, taken.IsSecret));
    }

    [Fact]
    public async Task An_answer_does_not_show_itself() =>
        Assert.Equal("*** from default", (await Asked.Sources().AskAsync(WithDefault)).ToString());
}
