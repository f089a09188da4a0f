using DeployTasks.Events;

namespace DeployTasks.Worker;

/// <summary>Passes on the output of a step as it comes, and keeps its end for the message of a failure.</summary>
internal sealed class StepOutput(StepScope scope)
{
    private readonly StepTail _tail = new(scope.State.Secrets);

    public string Tail => _tail.Text;

    public void Receive(bool isError, ReadOnlyMemory<byte> bytes)
    {
        scope.Emit(new Output(scope.Host, isError ? OutputStream.Error : OutputStream.Out, bytes));
        _tail.Receive(isError, bytes);
    }
}
