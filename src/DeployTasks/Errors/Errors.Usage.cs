namespace DeployTasks;

public static partial class Errors
{
    public static Error UnknownWord(string word, IEnumerable<string> known) =>
        new("DT1080", ExitCode.Usage, $"Unknown command, option or argument '{word}'",
            $"{DidYouMean.Hint(word, known)}See dotnet deploy --help");

    public static Error WrongUsage(string problem) =>
        new("DT1081", ExitCode.Usage, problem.TrimEnd('.'), "See --help of the command");

    public static Error BadLimit(string limit) =>
        new("DT1020", ExitCode.Usage, $"--limit {limit} is not a number of hosts", "Give a whole number from 1");

    public static Error BadShard(string shard) =>
        new("DT1020", ExitCode.Usage, $"--shard {shard} is not of the form 2/3", "Count from 1: --shard 1/3, 2/3, 3/3");

    public static Error NoRecipe(string folder) =>
        new("DT1082", ExitCode.Usage, $"No deploy.yaml or deploy.yml in {folder} or above it",
            "Write one with 'dotnet deploy init', or name it with --file");

    public static Error RecipeExists(string file) =>
        new("DT1083", ExitCode.Usage, $"{file} exists already", "Move it away, or name another file with --file");

    public static Error RecipeNotWritten(string file, string why) =>
        new("DT1085", ExitCode.Usage, $"{file} cannot be written: {why}", "Make its folder, or name another file with --file");

    public static Error NotACount(string option, string text) =>
        new("DT1086", ExitCode.Usage, $"{option}: '{text}' is no whole number from 1", "Write how many, such as 20");

    public static Error NoSuchHost(string alias, IEnumerable<string> known) =>
        new("DT1084", ExitCode.Usage, $"The recipe has no host '{alias}'",
            $"{DidYouMean.Hint(alias, known)}See dotnet deploy hosts");

    public static Error NoHostKey(string host, string hostname) =>
        new("DT4022", ExitCode.Unreachable, $"{host} ({hostname}) showed no host key",
            "Check hostname, port and that its SSH server runs; of a host behind others, that their keys are known")
        {
            Host = host,
        };
}
