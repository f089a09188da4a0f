using System.Collections.Immutable;
using DeployTasks.Connections;
using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Scripts;

/// <summary>One script on one host: what runs, and how.</summary>
/// <param name="Id">Names the job's folder on the host: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
/// <param name="Content">Text of the script; no NUL bytes.</param>
public sealed record ScriptJob(string Id, string Name, string Content)
{
    /// <summary>Shell text; null: what the script's own first line says, else bash under <c>set -euo pipefail</c>.</summary>
    public string? Interpreter { get; init; }
    public ImmutableArray<string> Arguments { get; init; } = [];
    public IReadOnlyDictionary<string, string> Env { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Relative to the home of the user, which null is.</summary>
    public string? Cwd { get; init; }

    /// <summary>Shell text that runs in <see cref="Cwd"/> before the script becomes of it; ends with a line feed or is empty.</summary>
    public string Prelude { get; init; } = "";

    /// <summary>Whole seconds on the host's clock, rounded up; null or zero: none. Kills the whole process group.</summary>
    public TimeSpan? Timeout { get; init; }
    public OnLost OnLost { get; init; }

    /// <summary>How long the host keeps what earlier jobs of this name have left; zero: for ever.</summary>
    public TimeSpan Keep { get; init; }
}

/// <summary>Where the jobs of a host live, and as whom they run.</summary>
/// <param name="Folder">Absolute, or relative to the home of the user; the setting <c>scripts_path</c>.</param>
/// <param name="As">User to become; null is the login user.</param>
public sealed record ScriptHome(string Folder, string? As = null)
{
    private const string DefaultFolder = ".deploytasks/scripts";

    /// <summary>A folder of its own for each alias: two of them may be one server and one user.</summary>
    public static ScriptHome Of(string alias, string? path, string? user) =>
        new($"{path ?? DefaultFolder}/{alias.Replace('/', '_')}", user);

    /// <summary>As a word of a shell on the host.</summary>
    internal string Quoted =>
        RemotePath.Quote(Folder.StartsWith('/') || Folder.StartsWith("~/", StringComparison.Ordinal) ? Folder : "~/" + Folder);
}

/// <summary>Whom a job calls when it ends.</summary>
/// <param name="Bell">The master that started it, or waits for it; a later one takes its place.</param>
/// <param name="Listener">Is told whoever waits.</param>
public sealed record ScriptCallbacks(ScriptCallback? Bell = null, ScriptCallback? Listener = null);

/// <summary>What a job needs to call home.</summary>
/// <param name="Caller">Who calls, as the token says.</param>
public sealed record ScriptCallback(Caller Caller, string Token)
{
    /// <summary>Unix socket on the host.</summary>
    public string? Socket { get; init; }

    /// <summary><c>127.0.0.1:PORT</c> on the host, when there is no socket.</summary>
    public string Address { get; init; } = "";

    /// <summary>The Host header the far end of a forward asks for; empty for a public address.</summary>
    public string Name { get; init; } = "";

    /// <summary>A listener's public address, instead of a forward.</summary>
    public string? Url { get; init; }

    /// <summary>As home.sh reads it.</summary>
    internal string ForHost => $"""
        CALLBACK_SOCKET={Shell.Quote(Socket ?? "")}
        CALLBACK_HOST={Shell.Quote(Address)}
        CALLBACK_NAME={Shell.Quote(Name)}
        CALLBACK_URL={Shell.Quote(Url ?? "")}
        CALLBACK_PATH=/callback
        CALLBACK_TOKEN={Shell.Quote(Token)}
        CALLER={Shell.Quote(Caller.ToString())}

        """;
}
