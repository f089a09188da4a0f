using DeployTasks.Events;

namespace DeployTasks.Tool.Outputs;

/// <summary>The face on stdout. Where that breaks stderr says so: often there is no other output to say it.</summary>
internal sealed class StandardFace(string name, IEventSink face, Action<Error> complain) : IEventSink
{
    public void Handle(Event happened)
    {
        try
        {
            face.Handle(happened);
        }
        catch (Exception broken)
        {
            complain(Errors.SinkFailed(name, broken.Message));
            throw;
        }
    }
}
