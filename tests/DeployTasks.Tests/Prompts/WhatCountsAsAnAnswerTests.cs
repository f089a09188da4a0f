using DeployTasks.Prompts;

namespace DeployTasks.Tests.Prompts;

public class WhatCountsAsAnAnswerTests
{
    private static Task<AnswerResult> Give(string answer, Question question) =>
        new AnswerSources(new Dictionary<string, string> { [AnswerVariable.Of(question.Key)] = answer }, new Dictionary<string, string>())
            .AskAsync(question);

    [Theory]
    [InlineData("yes", "true")]
    [InlineData("Y", "true")]
    [InlineData("TRUE", "true")]
    [InlineData("1", "true")]
    [InlineData("no", "false")]
    [InlineData("n", "false")]
    [InlineData("False", "false")]
    [InlineData("0", "false")]
    public async Task A_confirmation_is_yes_or_no(string given, string expected) =>
        Assert.Equal(expected, (await Give(given, Asked.Sure)).Answer);

    [Theory]
    [InlineData("")]
    [InlineData("maybe")]
    [InlineData("2")]
    public async Task And_nothing_else(string given)
    {
        var error = (await Give(given, Asked.Sure)).Error!;
        Assert.Equal(("DT6002", ExitCode.Unanswered), (error.Code, error.Exit));
    }

    [Fact]
    public async Task A_confirmation_without_default_is_not_taken_for_a_no() =>
        Assert.Equal("DT6001", (await Asked.Sources().AskAsync(Asked.Sure)).Error!.Code);

    [Fact]
    public async Task A_choice_is_one_of_its_choices()
    {
        Assert.Equal("beta", (await Give("beta", Asked.Stage)).Answer);
        var error = (await Give("Beta", Asked.Stage)).Error!;
        Assert.Equal(
            ("DT6002", "The answer to 'stage' (DEPLOY_ANSWER_STAGE) is not one of its choices", "Choose one of: prod, beta"),
            (error.Code, error.What, error.Next));
    }

    [Fact]
    public async Task A_default_is_judged_like_any_other_answer() =>
        Assert.Equal("DT6002", (await Asked.Sources().AskAsync(Asked.Stage with { Default = "dev" })).Error!.Code);

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("carriage\rreturn")]
    [InlineData("nul\0")]
    public async Task Empty_answers_and_line_breaks_are_refused(string given)
    {
        Assert.Equal("DT6003", (await Give(given, Asked.Branch)).Error!.Code);
        Assert.Equal("DT6003", (await Give(given, Asked.Password)).Error!.Code);
    }

    [Fact]
    public async Task An_empty_answer_is_fine_where_the_default_is_empty()
    {
        var result = await Give("", Asked.Branch with { Default = "" });
        Assert.Equal(("", null), (result.Answer, result.Error));
    }

    [Fact]
    public async Task A_megabyte_is_refused_and_not_repeated()
    {
        var error = (await Give(new string('x', 1 << 20), Asked.Branch)).Error!;
        Assert.Equal("DT6003", error.Code);
        Assert.InRange(error.What.Length, 1, 200);
    }

    [Fact]
    public async Task Blanks_and_odd_letters_are_part_of_the_answer() =>
        Assert.Equal(" {{x}} ü'\" ", (await Give(" {{x}} ü'\" ", Asked.Branch)).Answer);
}
