using System.Text;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Recipes;
using DeployTasks.Scripts;

namespace DeployTasks.Worker;

/// <summary>What the steps of one host work with.</summary>
internal sealed class StepScope
{
    public required string Host { get; init; }
    public required HostState State { get; init; }

    /// <summary>The host of the task.</summary>
    public required IHostSession Session { get; init; }

    /// <summary>The machine of the master, opened when the first local step comes.</summary>
    public required Lazy<IHostSession> Local { get; init; }
    public required Action<Event> Emit { get; init; }

    /// <summary>Emits it together with the next, or when <see cref="Flush"/> is called.</summary>
    public Action<Event> Hold { get => field ?? Emit; init; }
    public Action Flush { get; init; } = () => { };

    /// <summary>Puts a question to the master and waits for the answer.</summary>
    public required Func<Question, string> Ask { get; init; }

    /// <summary>By which detached scripts call home.</summary>
    public required ScriptBell Bell { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Settings Settings => State.Settings;

    /// <param name="user">As whom scripts run; null is the login user.</param>
    public ScriptRunner Scripts(string? user) =>
        new(Session, ScriptHome.Of(Host, Settings.TextOr("scripts_path", null), user), Bell);

    /// <summary>Shows a text as output of the step; nothing when it is empty.</summary>
    public void Show(string text)
    {
        if (text.Length > 0)
        {
            Emit(new Output(Host, OutputStream.Out, Encoding.UTF8.GetBytes(text + "\n")));
        }
    }

    /// <summary>Of a path: empty it would be a folder that nobody named.</summary>
    public string ExpandPath(string template) => Expand(template) is var path && !string.IsNullOrWhiteSpace(path)
        ? path
        : throw new DeployException(Errors.EmptyPath(template));

    public string Expand(string template) => Settings.Expand(template, Quoting.Verbatim);
}
