using DeployTasks.Events;
using DeployTasks.Wire;

namespace DeployTasks.Tool.Outputs;

/// <summary>Every event as one JSON object a line, for programs; <c>docs/events.md</c> describes them.</summary>
internal sealed class JsonOutput(Stream stream) : IEventSink
{
    public void Handle(Event happened)
    {
        if (happened is Alive or WorkerStarted)
            return;
        stream.Write([.. WireJson.Write(happened), (byte)'\n']);
        stream.Flush();
    }
}
