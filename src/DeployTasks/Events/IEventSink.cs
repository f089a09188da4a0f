namespace DeployTasks.Events;

/// <summary>Receives the events of a run one at a time, in order. A sink that throws is shown once and left out.</summary>
public interface IEventSink
{
    void Handle(Event happened);
}
