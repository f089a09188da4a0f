using DeployTasks.Events;
using DeployTasks.Master;
using DeployTasks.Prompts;
using DeployTasks.Tool.Prompts;

namespace DeployTasks.Tests.Tool;

public sealed class TerminalTests : IDisposable
{
    private sealed class TypedKeys(params string?[] lines) : IKeyboard
    {
        private readonly Queue<string?> _lines = new(lines);

        public List<string> Read { get; } = [];

        public Task<string?> ReadLineAsync(CancellationToken cancel) => Next("shown");

        public Task<string?> ReadHiddenAsync(CancellationToken cancel) => Next("hidden");

        private Task<string?> Next(string how)
        {
            Read.Add(how);
            return Task.FromResult(_lines.Count > 0 ? _lines.Dequeue() : null);
        }
    }

    private sealed class NobodyTypes : IKeyboard
    {
        public Task<string?> ReadLineAsync(CancellationToken cancel) => Task.Delay(-1, cancel).ContinueWith(_ => (string?)null, cancel);

        public Task<string?> ReadHiddenAsync(CancellationToken cancel) => ReadLineAsync(cancel);
    }

    private readonly StringWriter _screen = new();
    private readonly CancelSource _run = new();

    public void Dispose()
    {
        _screen.Dispose();
        _run.Dispose();
    }

    private static readonly AnswerSources Nothing = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    private static Question Ask(QuestionKind kind = QuestionKind.Ask) => new(kind, "branch", "Which branch?");

    [Fact]
    public async Task A_question_is_shown_once_for_all_hosts_that_ask_it()
    {
        var keys = new TypedKeys("main");
        using var answers = new Answers(Nothing, new Terminal(_screen, keys, new Secrets(), live: null));

        var given = await Task.WhenAll(Enumerable.Range(1, 10).Select(i => answers.AnswerAsync($"web{i}", Ask(), default)));

        Assert.All(given, answer => Assert.Equal("main", answer.Answer));
        Assert.Equal("[web1 and all others] Which branch? ", _screen.ToString());
    }

    [Fact]
    public async Task A_question_for_each_host_names_its_host()
    {
        using var answers = new Answers(Nothing, new Terminal(_screen, new TypedKeys("a", "b"), new Secrets(), live: null));

        await answers.AnswerAsync("web1", Ask() with { PerHost = true }, default);
        await answers.AnswerAsync("web2", Ask() with { PerHost = true }, default);

        Assert.Equal("[web1] Which branch? [web2] Which branch? ", _screen.ToString());
    }

    [Fact]
    public async Task A_hidden_answer_is_read_without_echo_and_is_a_secret_from_then_on()
    {
        var keys = new TypedKeys("hunter22");
        var secrets = new Secrets();
        using var answers = new Answers(Nothing, new Terminal(_screen, keys, secrets, live: null));

        var answer = await new RunAnswers(answers, secrets, _run).AnswerAsync("web1", Ask(QuestionKind.Hidden), default);

        Assert.Equal("hunter22", answer.Answer);
        Assert.Equal(["hidden"], keys.Read);
        Assert.Equal("***", secrets.Mask("hunter22"));
        Assert.DoesNotContain("hunter22", _screen.ToString());
    }

    [Fact]
    public async Task A_hidden_answer_too_short_to_be_masked_is_asked_again()
    {
        var secrets = new Secrets();
        using var answers = new Answers(Nothing, new Terminal(_screen, new TypedKeys("abc", "hunter22"), secrets, live: null));

        var answer = await new RunAnswers(answers, secrets, _run).AnswerAsync("web1", Ask(QuestionKind.Hidden), default);

        Assert.Equal("hunter22", answer.Answer);
        Assert.Contains("cannot be masked", _screen.ToString());
    }

    [Fact]
    public async Task Choices_are_shown_and_a_wrong_one_is_asked_again()
    {
        var question = Ask(QuestionKind.Choice) with { Choices = ["main", "next"] };
        using var answers = new Answers(Nothing, new Terminal(_screen, new TypedKeys("mian", "main"), new Secrets(), live: null));

        var answer = await answers.AnswerAsync("web1", question, default);

        Assert.Equal("main", answer.Answer);
        Assert.Equal(2, _screen.ToString().Split("Which branch? (main, next)").Length - 1);
        Assert.Contains("not one of its choices", _screen.ToString());
    }

    [Fact]
    public async Task The_end_of_input_is_no_answer()
    {
        using var answers = new Answers(Nothing, new Terminal(_screen, new TypedKeys(), new Secrets(), live: null));

        Assert.Equal("DT6001", (await answers.AnswerAsync("web1", Ask(), default)).Error!.Code);
    }

    [Fact]
    public async Task A_question_of_a_host_cannot_move_the_cursor_or_forge_a_command()
    {
        var question = new Question(QuestionKind.Ask, "k", "\u001b[2A::error::x");
        using var answers = new Answers(Nothing, new Terminal(_screen, new TypedKeys("y"), new Secrets(), live: null));

        await answers.AnswerAsync("web1", question, default);

        Assert.DoesNotContain('\u001b', _screen.ToString());
    }

    [Fact]
    public async Task A_cancelled_run_stops_asking_at_once()
    {
        using var answers = new Answers(Nothing, new Terminal(_screen, new NobodyTypes(), new Secrets(), live: null));
        var run = new RunAnswers(answers, new Secrets(), _run);
        var open = new[] { run.AnswerAsync("web1", Ask(), default), run.AnswerAsync("web2", Ask(), default) };

        _run.Request(ExitCode.Interrupted);

        Assert.All(await Task.WhenAll(open), answer => Assert.Equal(ExitCode.Interrupted, answer.Error!.Exit));
        Assert.Equal("[web1 and all others] Which branch? ", _screen.ToString());
    }
}
