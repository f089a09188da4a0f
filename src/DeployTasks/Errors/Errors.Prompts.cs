using DeployTasks.Prompts;

namespace DeployTasks;

public static partial class Errors
{
    public static Error Unanswered(Question question, IReadOnlyCollection<string> hosts) =>
        new("DT6001", ExitCode.Unanswered,
            $"No answer for '{question.Key}' ({question.Text}) on {Listed(hosts)}",
            $"Set {AnswerVariable.Of(question, hosts.First())}{OrArgument(question)}");

    public static Error NotAChoice(string key, string source, IReadOnlyCollection<string> choices) =>
        new("DT6002", ExitCode.Unanswered, $"The answer to '{key}' ({source}) is not one of its choices",
            $"Choose one of: {Listed(choices)}");

    public static Error NotYesOrNo(string key, string source) =>
        new("DT6002", ExitCode.Unanswered, $"The answer to '{key}' ({source}) is neither yes nor no",
            "Answer yes or no, true or false, 1 or 0");

    public static Error EmptyAnswer(string key, string source) =>
        new("DT6003", ExitCode.Unanswered, $"The answer to '{key}' ({source}) is empty",
            "Give it a value; in CI, look whether the secret or variable behind it exists");

    public static Error AnswerHasLines(string key, string source) =>
        new("DT6003", ExitCode.Unanswered, $"The answer to '{key}' ({source}) has a line break or a NUL in it",
            "Give it on one line");

    public static Error AnswerTooLong(string key, string source, int most) =>
        new("DT6003", ExitCode.Unanswered, $"The answer to '{key}' ({source}) is longer than {most} characters",
            "Put it into a file and upload that");

    public static Error AnswerTooShort(string key, string source, int least) =>
        new("DT6003", ExitCode.Unanswered, $"The answer to '{key}' ({source}) is shorter than {least} characters, so it cannot be masked",
            "Give a longer one, or ask for it with ask: if it is no secret");

    public static Error AnswersCollide(string variable, IReadOnlyCollection<string> owners) =>
        new("DT6004", ExitCode.Usage, $"{variable} would answer {string.Join(" and ", owners)}",
            "Rename a prompt's key or a host's alias");

    public static Error ArgumentsArePublic(string key, string variable) =>
        new("DT6005", ExitCode.Usage,
            $"--answer {key}=... is refused: '{key}' is hidden, and every user of this machine can read arguments",
            $"Set {variable}");

    public static Error BadAnswerArgument(string written) =>
        new("DT6006", ExitCode.Usage, $"--answer {written} answers nothing", "Write --answer key=value");

    public static Error IdleAnswer(string key, IReadOnlyCollection<string> asked) =>
        new("DT6007", ExitCode.Usage, $"--answer {key}=... answers nothing in this run",
            asked.Count == 0 ? "No task of it asks a question" : Instead(key, asked));

    private static string OrArgument(Question question) => question switch
    {
        { Kind: QuestionKind.Hidden } => "",
        { PerHost: true } => $" (or --answer {question.Key}=..., for all hosts)",
        _ => $" or pass --answer {question.Key}=...",
    };
}
