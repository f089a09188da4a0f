using System.Text;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Master.Server;

public class RouteTests
{
    [Fact]
    public async Task Load_gives_the_settings_of_the_workers_own_host()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.PostAsync("/load", "{\"host\":\"web1\"}");
        var settings = WireJson.ReadLoadResponse(Encoding.UTF8.GetBytes(ServerUnderTest.Body(answer))).Settings;
        Assert.Equal(new Text("web1.example"), settings["hostname"]);
    }

    [Fact]
    public async Task Save_changes_what_it_names_and_nothing_else()
    {
        await using var test = await ServerUnderTest.StartAsync();
        Assert.Equal(200, ServerUnderTest.Status(await test.PostAsync("/save", "{\"host\":\"web1\",\"changed\":{\"release_name\":\"7\"}}")));
        Assert.Equal(new Text("7"), test.Store.Load("web1")["release_name"]);
        Assert.Equal(new Text("red"), test.Store.Load("web1")["colour"]);
        Assert.False(test.Store.Load("web2").ContainsKey("release_name"));
    }

    [Fact]
    public async Task What_is_shared_is_on_every_host_and_a_later_save_of_another_does_not_undo_it()
    {
        await using var test = await ServerUnderTest.StartAsync();
        await test.PostAsync("/save", "{\"host\":\"web1\",\"shared\":{\"colour\":\"blue\"}}");
        await test.PostAsync("/save", "{\"host\":\"web1\",\"changed\":{\"own\":\"x\"}}");
        Assert.Equal(new Text("blue"), test.Store.Load("web2")["colour"]);
        Assert.Equal(new Text("blue"), test.Store.Load("web1")["colour"]);
        Assert.False(test.Store.Load("web2").ContainsKey("own"));
    }

    [Fact]
    public async Task A_secret_that_is_saved_is_masked_from_then_on_whether_it_is_a_setting_or_not()
    {
        await using var test = await ServerUnderTest.StartAsync();
        await test.PostAsync("/save", """
            {"host":"web1","changed":{"a":[{"$secret":"hunter22"}]},"shared":{"b":{"$secret":"swordfish"}},"hidden":{"C":{"$secret":"letmein1"}}}
            """);
        Assert.Equal("*** *** *** else", test.Secrets.Mask("hunter22 swordfish letmein1 else"));
        Assert.False(test.Store.Load("web1").ContainsKey("C"));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("hidden")]
    public async Task A_secret_that_cannot_be_masked_is_not_saved(string member)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.PostAsync("/save", $$$"""{"host":"web1","{{{member}}}":{"colour":{"$secret":"red"},"other":1}}""");
        Assert.Equal(403, ServerUnderTest.Status(answer));
        Assert.Contains("DT8003", answer);
        Assert.Contains("'colour'", answer);
        Assert.False(test.Store.Load("web1").ContainsKey("other"));
    }

    [Theory]
    [InlineData("hostname")]
    [InlineData("identity_file")]
    [InlineData("alias")]
    [InlineData("remote_user")]
    [InlineData("port")]
    [InlineData("become")]
    [InlineData("connection")]
    [InlineData("deploy_path")]
    [InlineData("run_id")]
    public async Task What_connects_to_a_host_cannot_be_saved_neither_changed_nor_shared(string key)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var before = (test.Store.Load("web1"), test.Store.Load("web2"));
        foreach (var member in new[] { "changed", "shared" })
        {
            var answer = await test.PostAsync("/save", $"{{\"host\":\"web1\",\"{member}\":{{\"colour\":\"blue\",\"{key}\":\"evil\"}}}}");
            Assert.Equal(403, ServerUnderTest.Status(answer));
            Assert.Contains("DT2014", answer);
            Assert.Contains(key, answer);
        }
        Assert.Equal(before, (test.Store.Load("web1"), test.Store.Load("web2")));
        Assert.Empty(test.Rogues);
    }

    [Theory]
    [InlineData("/load", "{\"host\":\"web2\"}")]
    [InlineData("/save", "{\"host\":\"web2\",\"changed\":{\"colour\":\"blue\"}}")]
    [InlineData("/save", "{\"host\":\"nobody\"}")]
    [InlineData("/proxy", "{\"host\":\"web2\",\"function\":\"ask\",\"arguments\":{\"kind\":\"ask\",\"key\":\"k\",\"text\":\"?\"}}")]
    public async Task A_worker_that_speaks_for_another_host_is_refused_and_reported(string path, string body)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.PostAsync(path, body);
        Assert.Equal(403, ServerUnderTest.Status(answer));
        Assert.Contains("DT2013", answer);
        Assert.Equal(("DT2013", "web1"), test.Rogues.Select(error => (error.Code, error.Host!)).Single());
        Assert.Equal(new Text("red"), test.Store.Load("web2")["colour"]);
    }

    [Theory]
    [InlineData("ask", "ask")]
    [InlineData("askChoice", "choice")]
    [InlineData("askConfirmation", "confirmation")]
    [InlineData("askHiddenResponse", "hidden")]
    public async Task The_four_prompt_functions_are_answered(string function, string kind)
    {
        await using var test = await ServerUnderTest.StartAsync(new Answering((host, question) =>
            new AnswerResult($"{host} {question.Key} {question.Kind}", "DEPLOY_ANSWER_K")));
        var answer = await test.PostAsync("/proxy", Question(function, kind));
        Assert.Equal($"{{\"answer\":\"web1 k {kind}\"}}", ServerUnderTest.Body(answer), ignoreCase: true);
        Assert.Equal(new QuestionAnswered("web1", "k", "DEPLOY_ANSWER_K"), Assert.Single(test.Events));
    }

    [Theory]
    [InlineData("Deployer\\\\run")]
    [InlineData("Process.Start")]
    [InlineData("ASK")]
    [InlineData("ask ")]
    [InlineData("")]
    public async Task Any_other_function_is_not_allowed(string function)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.PostAsync("/proxy", Question(function, "ask"));
        Assert.Equal(403, ServerUnderTest.Status(answer));
        Assert.Equal($"{{\"error\":\"Function not allowed: {function}\"}}", ServerUnderTest.Body(answer));
        Assert.Empty(test.Events);
    }

    [Fact]
    public async Task A_hidden_question_cannot_be_asked_as_an_open_one()
    {
        await using var test = await ServerUnderTest.StartAsync();
        Assert.Equal(400, ServerUnderTest.Status(await test.PostAsync("/proxy", Question("ask", "hidden"))));
    }

    [Fact]
    public async Task A_question_nobody_answers_says_what_would_answer_it()
    {
        await using var test = await ServerUnderTest.StartAsync(new Answering((_, _) =>
            AnswerResult.Failed("", new Error("DT6001", ExitCode.Unanswered, "Nobody answers 'k'", "Set DEPLOY_ANSWER_K"))));
        var answer = await test.PostAsync("/proxy", Question("ask", "ask"));
        Assert.Equal(409, ServerUnderTest.Status(answer));
        Assert.Contains("Nobody answers 'k'. Set DEPLOY_ANSWER_K", answer);
    }

    [Theory]
    [InlineData("{\"host\":\"web1\",\"host\":\"web1\"}")]
    [InlineData("{\"host\":\"web1\",\"x\":1}")]
    [InlineData("{\"host\":NaN}")]
    [InlineData("{\"host\":\"\\ud800\"}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("no JSON")]
    public async Task What_is_no_request_gets_400_and_no_detail(string body)
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.PostAsync("/load", body);
        Assert.Equal(400, ServerUnderTest.Status(answer));
        Assert.Equal("{\"error\":\"DT2011 The request is not one the master knows\"}", ServerUnderTest.Body(answer));
    }

    [Theory]
    [InlineData("\"arguments\":{\"kind\":\"ask\",\"key\":7,\"text\":\"?\"}")]
    [InlineData("\"arguments\":{\"kind\":\"ask\",\"text\":\"?\"}")]
    [InlineData("\"arguments\":{\"kind\":\"sing\",\"key\":\"k\",\"text\":\"?\"}")]
    [InlineData("\"arguments\":[\"Which?\"]")]
    [InlineData("\"other\":1")]
    public async Task A_question_of_the_wrong_form_is_not_asked(string arguments)
    {
        await using var test = await ServerUnderTest.StartAsync();
        Assert.Equal(400, ServerUnderTest.Status(await test.PostAsync("/proxy", $"{{\"host\":\"web1\",\"function\":\"ask\",{arguments}}}")));
        Assert.Empty(test.Events);
    }

    [Fact]
    public async Task A_question_of_more_than_a_megabyte_is_not_asked()
    {
        await using var test = await ServerUnderTest.StartAsync();
        var answer = await test.PostAsync("/proxy", Question("ask", "ask").Replace("Which?", new string('?', 1024 * 1024), StringComparison.Ordinal));
        Assert.Equal(413, ServerUnderTest.Status(answer));
        Assert.Empty(test.Events);
    }

    [Fact]
    public async Task A_fault_of_the_master_shows_nothing_of_its_inside_and_leaves_it_alive()
    {
        await using var test = await ServerUnderTest.StartAsync(new Answering((_, _) => throw new InvalidOperationException("the secret is 1234")));
        var answer = await test.PostAsync("/proxy", Question("ask", "ask"));
        Assert.Equal(500, ServerUnderTest.Status(answer));
        Assert.Equal("{\"error\":\"Internal fault\"}", ServerUnderTest.Body(answer));
        Assert.Equal(200, ServerUnderTest.Status(await test.PostAsync("/load", "{\"host\":\"web1\"}")));
    }

    private static string Question(string function, string kind) =>
        $"{{\"host\":\"web1\",\"function\":\"{function}\",\"arguments\":{{\"kind\":\"{kind}\",\"key\":\"k\",\"text\":\"Which?\"}}}}";
}
