using DeployTasks.Events;
using DeployTasks.Scripts;

namespace DeployTasks.Tool.Commands.Scripts;

/// <summary>Learns from the run under which id the script was started.</summary>
internal sealed class StartedScript(string name) : IEventSink
{
    private string _run = "";

    /// <summary>Null while no host has it.</summary>
    public string? Id { get; private set; }

    public void Handle(Event happened)
    {
        switch (happened)
        {
            case RunStarted started:
                _run = started.Run;
                break;
            case StepEnded { Skipped: false, Outcome.IsSuccess: true }:
                Id = ScriptId.Of(name, _run, isUnique: true);
                break;
        }
    }
}
