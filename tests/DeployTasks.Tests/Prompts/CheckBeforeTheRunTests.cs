using DeployTasks.Events;
using DeployTasks.Prompts;

namespace DeployTasks.Tests.Prompts;

public class CheckBeforeTheRunTests
{
    private static ExpectedQuestion On(string host, Question question, bool maybe = false) =>
        new(host, question, maybe, new Place("deploy.yaml", 3, 5));

    private static AnswerCheck Check(AnswerSources sources, params ExpectedQuestion[] expected) =>
        AnswerCheck.Of(sources, expected, canAsk: false);

    [Fact]
    public void Every_unanswered_question_is_in_one_list_with_its_variable()
    {
        var check = Check(Asked.Sources(), On("a", Asked.Branch), On("b", Asked.Branch), On("a", Asked.Password));
        Assert.Equal(
            [
                "deploy.yaml(3,5) DT6001: No answer for 'branch' (Which branch?) on a, b. Set DEPLOY_ANSWER_BRANCH or pass --answer branch=...",
                "deploy.yaml(3,5) DT6001: No answer for 'db-password' (Password?) on a. Set DEPLOY_ANSWER_DB_PASSWORD",
            ],
            check.Problems.Select(error => $"{error.Place} {error.Code}: {error.What}. {error.Next}"));
        Assert.Equal(ExitCode.Unanswered, ExitCodes.Of(check.Problems.Select(error => error.Exit)));
    }

    [Fact]
    public void A_question_for_each_host_is_listed_for_each_host_that_lacks_an_answer()
    {
        var question = Asked.Password with { PerHost = true };
        var check = Check(Asked.Sources(["DEPLOY_ANSWER_DB_PASSWORD__B=hunter22"]), On("a", question), On("b", question), On("c", question));
        Assert.Equal(["Set DEPLOY_ANSWER_DB_PASSWORD__A", "Set DEPLOY_ANSWER_DB_PASSWORD__C"], check.Problems.Select(error => error.Next));
    }

    [Fact]
    public void A_question_that_only_might_come_is_a_warning()
    {
        var check = Check(Asked.Sources(), On("a", Asked.Branch, maybe: true));
        Assert.Empty(check.Problems);
        Assert.Equal("DT6001", Assert.Single(check.Warnings).Code);
    }

    [Fact]
    public void A_question_that_will_come_is_not_warned_of_again() =>
        Assert.Empty(Check(Asked.Sources(), On("a", Asked.Branch), On("a", Asked.Branch, maybe: true)).Warnings);

    [Fact]
    public void Where_a_person_can_be_asked_nothing_is_missing()
    {
        var check = AnswerCheck.Of(Asked.Sources(), [On("a", Asked.Branch), On("a", Asked.Sure, maybe: true)], canAsk: true);
        Assert.Empty(check.Problems);
        Assert.Empty(check.Warnings);
    }

    [Fact]
    public void A_wrong_answer_is_a_problem_once_even_where_the_question_only_might_come()
    {
        var sources = Asked.Sources(["DEPLOY_ANSWER_STAGE=dev"]);
        Assert.Equal("DT6002", Assert.Single(Check(sources, On("a", Asked.Stage), On("b", Asked.Stage)).Problems).Code);
        Assert.Equal("DT6002", Assert.Single(Check(sources, On("a", Asked.Stage, maybe: true)).Problems).Code);
    }

    [Theory]
    [InlineData(Secrets.MinimumLength - 1, "DT6003")]
    [InlineData(Secrets.MinimumLength, null)]
    public void A_hidden_answer_that_cannot_be_masked_is_a_problem(int length, string? code)
    {
        var sources = Asked.Sources([$"DEPLOY_ANSWER_DB_PASSWORD={new string('x', length)}"]);
        Assert.Equal(code, Check(sources, On("a", Asked.Password)).Problems.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Answered_questions_pass() =>
        Assert.Empty(Check(Asked.Sources(["DEPLOY_ANSWER_BRANCH=main"]), On("a", Asked.Branch), On("b", Asked.Sure with { Default = "no" })).Problems);

    [Theory]
    [InlineData("api-key", "api_key", "web", "web", "DEPLOY_ANSWER_API_KEY")]
    [InlineData("key", "key", "web-1", "web.1", "DEPLOY_ANSWER_KEY__WEB_1")]
    [InlineData("key", "key__web", "web", "db", "DEPLOY_ANSWER_KEY__WEB")]
    public void A_variable_that_would_answer_two_questions_is_an_error(string key, string otherKey, string host, string otherHost, string variable)
    {
        var check = AnswerCheck.Of(
            Asked.Sources(), [On(host, Asked.Branch with { Key = key }), On(otherHost, Asked.Branch with { Key = otherKey })], canAsk: true);
        Assert.Contains(check.Problems, error => error.Code == "DT6004" && error.What.StartsWith(variable + " ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_argument_that_answers_nothing_is_a_warning_with_the_key_that_was_meant()
    {
        var warning = Assert.Single(Check(Asked.Sources(null, ["brnach=main", "branch=main"]), On("a", Asked.Branch)).Warnings);
        Assert.Equal(("DT6007", "Did you mean 'branch'?"), (warning.Code, warning.Next));
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("=main")]
    public void An_argument_without_key_or_value_is_refused(string argument) =>
        Assert.Equal("DT6006", Assert.Throws<DeployException>(() => AnswerArguments.Parse([argument])).Errors.Single().Code);
}
